package io.passo.coordinator.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Runs what waits for a server and must not hold up a lane: searches in step topics. What it runs
 * touches nothing of the lane; the lane looks at the outcome when it comes by.
 */
@FunctionalInterface
public interface Background {
  /**
   * Runs work elsewhere.
   *
   * @return its outcome, or its failure
   */
  <T> CompletableFuture<T> run(Supplier<T> work);
}
