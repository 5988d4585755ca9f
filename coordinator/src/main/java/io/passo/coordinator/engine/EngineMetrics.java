package io.passo.coordinator.engine;

/** What the engine counts. Implementations do not block. */
public interface EngineMetrics {
  /** An execution started. */
  void started();

  /** An execution ended; status as the API names it. */
  void closed(String status);

  /** States entered or left, as they are metered. */
  void transitions(long count);

  /** A lane committed: inputs in the batch, and how long the append took. */
  void committed(int events, long appendNanos);

  /** An apply to Redis took this long. */
  void applied(long nanos);

  /** An input was dropped, with the reason in a few words ({@code mac}, {@code closed} …). */
  void dropped(String reason);

  /**
   * Events that wait for the next batch so that others have their turn, with the reason ({@code
   * transitions}, {@code time}).
   */
  void putOff(String reason, int events);

  /** A start was refused because its partition, or this instance, is behind. */
  void throttled();

  /** Flows wait before they enter a state because their account has made too many transitions. */
  void transitionsThrottled(int flows);

  /** A lane was dropped and takes over again, with the reason in a few words. */
  void laneDropped(String reason);

  /** Something impossible was found: acknowledged records are missing. */
  void dataLoss(int partition);

  /** The sink of a partition is this many journal records behind. */
  void sinkLag(int partition, long records);

  /** Steps that no worker would have got are dispatched again. */
  void dispatchedAgain(int steps);

  /** A timer that was missing from an index was repaired. */
  void timerRepaired();
}
