package io.passo.coordinator.boot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.passo.coordinator.engine.EngineMetrics;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The engine's counts as Micrometer meters, all named {@code passo.…}. */
@Singleton
public final class MicrometerEngineMetrics implements EngineMetrics {
  private final MeterRegistry registry;
  private final Counter started;
  private final Counter transitions;
  private final Counter throttled;
  private final Counter transitionsThrottled;
  private final Counter timersRepaired;
  private final Counter dispatchedAgain;
  private final DistributionSummary batchEvents;
  private final Timer commits;
  private final Timer applies;
  private final Map<Integer, AtomicLong> sinkLag = new ConcurrentHashMap<>();

  MicrometerEngineMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.started = registry.counter("passo.executions.started");
    this.transitions = registry.counter("passo.transitions");
    this.throttled = registry.counter("passo.requests.throttled");
    this.transitionsThrottled = registry.counter("passo.execution.throttled");
    this.timersRepaired = registry.counter("passo.timer.repair");
    this.dispatchedAgain = registry.counter("passo.steps.dispatched.again");
    this.batchEvents = registry.summary("passo.lane.batch.events");
    this.commits = timer("passo.lane.commit", "From the append of a record to its acknowledgement");
    this.applies = timer("passo.lane.apply", "From the sending of an apply to Redis to its answer");
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentiles(0.5, 0.95, 0.99)
        .register(registry);
  }

  @Override
  public void started() {
    started.increment();
  }

  @Override
  public void closed(String status) {
    registry.counter("passo.executions." + status.toLowerCase(Locale.ROOT)).increment();
  }

  @Override
  public void transitions(long count) {
    transitions.increment((double) count);
  }

  @Override
  public void committed(int events, long appendNanos) {
    batchEvents.record(events);
    commits.record(appendNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void applied(long nanos) {
    applies.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void dropped(String reason) {
    registry.counter("passo.inputs.dropped", "reason", reason).increment();
  }

  @Override
  public void putOff(String reason, int events) {
    registry.counter("passo.lane.put.off", "reason", reason).increment(events);
  }

  @Override
  public void throttled() {
    throttled.increment();
  }

  @Override
  public void transitionsThrottled(int flows) {
    transitionsThrottled.increment(flows);
  }

  @Override
  public void laneDropped(String reason) {
    registry.counter("passo.lanes.dropped", "reason", reason).increment();
  }

  @Override
  public void dataLoss(int partition) {
    registry.counter("passo.data.loss", "partition", Integer.toString(partition)).increment();
  }

  @Override
  public void sinkLag(int partition, long records) {
    sinkLag
        .computeIfAbsent(
            partition,
            p ->
                registry.gauge(
                    "passo.sink.lag.records",
                    Tags.of("partition", Integer.toString(p)),
                    new AtomicLong()))
        .set(records);
  }

  @Override
  public void dispatchedAgain(int steps) {
    dispatchedAgain.increment(steps);
  }

  @Override
  public void timerRepaired() {
    timersRepaired.increment();
  }
}
