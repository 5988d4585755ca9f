package io.passo.coordinator.journal;

/** A request that was handed to a lane of this process and is not answered yet. */
@FunctionalInterface
public interface HandedOver {
  /**
   * Whether the same lane has taken inputs since this was last asked, or since it was handed over.
   * If it has not, it may have stopped, and the request be lost.
   */
  boolean hasMoved();
}
