package io.passo.coordinator.engine;

import java.time.Instant;
import java.util.Optional;

/** What is to do in the pools, for autoscalers and people. */
public interface PoolBacklogs {
  /**
   * The backlog of a pool; blocks.
   *
   * @throws UnavailableException if Kafka does not answer
   */
  Backlog of(String pool);

  /**
   * A backlog.
   *
   * @param unfinished steps that no worker has finished: they wait, or run
   * @param oldest when the oldest of them was sent; empty if there is none
   * @param members workers that are connected
   */
  record Backlog(long unfinished, Optional<Instant> oldest, int members) {}
}
