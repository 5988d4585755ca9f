package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.EngineMetrics;
import java.util.Map;
import java.util.TreeMap;

/** Counts everything by name. */
public final class Counters implements EngineMetrics {
  private final Map<String, Long> counts = new TreeMap<>();

  /** How often that was counted. */
  public long get(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** All counts. */
  public Map<String, Long> all() {
    return counts;
  }

  void add(String name, long count) {
    counts.merge(name, count, Long::sum);
  }

  @Override
  public void started() {
    add("started", 1);
  }

  @Override
  public void closed(String status) {
    add("closed." + status, 1);
  }

  @Override
  public void transitions(long count) {
    add("transitions", count);
  }

  @Override
  public void committed(int events, long appendNanos) {
    add("commits", 1);
  }

  @Override
  public void applied(long nanos) {
    add("applies", 1);
  }

  @Override
  public void dropped(String reason) {
    add("dropped." + reason, 1);
  }

  @Override
  public void putOff(String reason, int events) {
    add("put-off." + reason, events);
  }

  @Override
  public void throttled() {
    add("throttled", 1);
  }

  @Override
  public void transitionsThrottled(int flows) {
    add("transitions-throttled", flows);
  }

  @Override
  public void laneDropped(String reason) {
    add("lane-dropped." + reason, 1);
  }

  @Override
  public void dataLoss(int partition) {
    add("data-loss", 1);
  }

  @Override
  public void sinkLag(int partition, long records) {
    add("sink-lag-reports", 1);
  }

  @Override
  public void dispatchedAgain(int steps) {
    add("dispatched-again", steps);
  }

  @Override
  public void timerRepaired() {
    add("timers-repaired", 1);
  }
}
