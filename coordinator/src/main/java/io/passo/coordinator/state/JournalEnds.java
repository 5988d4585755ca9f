package io.passo.coordinator.state;

import io.smallrye.mutiny.Uni;

/**
 * Ends of the journals: what Redis must have folded before it can say that something is not there.
 */
@FunctionalInterface
public interface JournalEnds {
  /** High watermark of a partition's journal; fails if Kafka does not answer. */
  Uni<Long> of(int partition);
}
