package io.passo.worker;

import org.jspecify.annotations.Nullable;

/** A record of a step topic that this worker holds the lock of. */
@SuppressWarnings("ArrayRecordComponent")
record Delivery(Id id, int deliveryCount, byte @Nullable [] value) {
  /** Where it lies. */
  record Id(int partition, long offset) {
    /** As it travels in a claim. */
    String text() {
      return partition + "/" + offset;
    }
  }
}
