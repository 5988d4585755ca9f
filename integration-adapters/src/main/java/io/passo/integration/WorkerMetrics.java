package io.passo.integration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.passo.protocol.StepCommand;
import io.passo.worker.StepOutcome;
import io.passo.worker.Worker;
import io.passo.worker.WorkerListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What the worker does, for Prometheus and, at DEBUG, for the log. */
@ApplicationScoped
public class WorkerMetrics implements WorkerListener {
  private static final System.Logger LOG = System.getLogger(WorkerMetrics.class.getName());

  private final MeterRegistry registry;
  private final String pool;
  private final Timer succeeded;
  private final Timer failed;
  private final Timer submitted;
  private final Map<Dropped, Counter> dropped = new EnumMap<>(Dropped.class);

  WorkerMetrics(MeterRegistry registry, AdaptersConfig config) {
    this.registry = registry;
    pool = config.pool();
    succeeded = timer("succeeded");
    failed = timer("failed");
    submitted = timer("submitted");
    for (Dropped reason : Dropped.values()) {
      dropped.put(
          reason,
          registry.counter(
              "passo.deliveries.dropped",
              "pool",
              pool,
              "reason",
              reason.name().toLowerCase(Locale.ROOT)));
    }
  }

  private Timer timer(String outcome) {
    return Timer.builder("passo.steps")
        .description("Steps run, from their start until their result is durable")
        .tags("pool", pool, "outcome", outcome)
        .publishPercentileHistogram(false)
        .register(registry);
  }

  void watch(Worker worker) {
    registry.gauge(
        "passo.steps.open",
        io.micrometer.core.instrument.Tags.of("pool", pool),
        worker,
        Worker::open);
  }

  @Override
  public void finished(StepCommand command, StepOutcome outcome, Duration took) {
    Timer timer =
        switch (outcome) {
          case StepOutcome.Succeeded done -> succeeded;
          case StepOutcome.Failed failure -> failed;
          case StepOutcome.Submitted open -> submitted;
        };
    timer.record(took);
    if (outcome instanceof StepOutcome.Failed failure) {
      LOG.log(
          Level.DEBUG,
          "Step failed: executionArn={0} attempt={1,number,#} resource={2} error={3}",
          command.executionArn(),
          command.attempt(),
          command.resource(),
          failure.error());
    }
  }

  @Override
  public void dropped(Dropped reason) {
    Counter counter = dropped.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }
}
