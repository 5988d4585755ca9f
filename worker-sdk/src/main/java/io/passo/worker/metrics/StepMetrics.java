package io.passo.worker.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.passo.protocol.StepCommand;
import io.passo.worker.StepOutcome;
import io.passo.worker.Worker;
import io.passo.worker.WorkerListener;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a worker does: Micrometer meters and, at DEBUG, lines in the log. */
public final class StepMetrics implements WorkerListener {
  private static final System.Logger LOG = System.getLogger(StepMetrics.class.getName());

  private final MeterRegistry registry;
  private final String pool;
  private final Timer succeeded;
  private final Timer failed;
  private final Timer submitted;
  private final Map<Dropped, Counter> dropped = new EnumMap<>(Dropped.class);

  /**
   * Meters of one pool's worker.
   *
   * @param pool value of their tag {@code pool}
   */
  public StepMetrics(MeterRegistry registry, String pool) {
    this.registry = registry;
    this.pool = pool;
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

  /** Shows how many steps are open in the worker. */
  public void watch(Worker worker) {
    registry.gauge("passo.steps.open", Tags.of("pool", pool), worker, Worker::open);
    registry.gauge("passo.jobs.open", Tags.of("pool", pool), worker, Worker::jobs);
  }

  @Override
  public void finished(StepCommand command, StepOutcome outcome, Duration took) {
    Timer timer =
        switch (outcome) {
          case StepOutcome.Succeeded done -> succeeded;
          case StepOutcome.Failed failure -> failed;
          case StepOutcome.Submitted open -> submitted;
          case StepOutcome.JobStarted job -> submitted;
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
