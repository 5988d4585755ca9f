package io.passo.coordinator.engine;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waiting for a pipelined call, by the engine's clock alone. */
final class Waits {
  private static final long STEP_MILLIS = 1;

  private Waits() {}

  /**
   * What work in the background gave; empty if a server did not answer. Whatever else it failed
   * with is thrown.
   */
  static <T> Optional<T> outcome(CompletableFuture<T> done) {
    try {
      return Optional.of(done.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (!(e.getCause() instanceof UnavailableException)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Waits for a call.
   *
   * @throws UnavailableException if it fails, or is not done in time
   */
  static <T> T result(CompletableFuture<T> call, long limitMillis, EngineClock clock)
      throws InterruptedException {
    long deadline = clock.nanoTime() + limitMillis * 1_000_000;
    while (!call.isDone()) {
      if (clock.nanoTime() > deadline) {
        throw new UnavailableException(
            "Expected an answer within " + limitMillis + " ms but found none");
      }
      clock.sleep(STEP_MILLIS);
    }
    return result(call);
  }

  /**
   * What a call that is done gave.
   *
   * @throws UnavailableException if it failed
   */
  static <T> T result(CompletableFuture<T> done) {
    try {
      return done.join();
    } catch (CompletionException | CancellationException e) {
      throw new UnavailableException("Expected an answer but the call failed", e);
    }
  }
}
