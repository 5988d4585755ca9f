package io.passo.coordinator.history;

import io.passo.coordinator.engine.UnavailableException;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for PostgreSQL in the threads of the engine. */
final class Blocking {
  private static final long LIMIT_SECONDS = 5;

  private Blocking() {}

  /**
   * @param what is done, for the message
   * @throws UnavailableException if it fails or takes more than 5 s
   */
  static <T> T await(String what, Future<T> future) {
    return await(what, future, LIMIT_SECONDS);
  }

  /** The same with another limit, for what is large. */
  static <T> T await(String what, Future<T> future, long seconds) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted: " + what, e);
    } catch (ExecutionException e) {
      throw new UnavailableException("PostgreSQL failed: " + what + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new UnavailableException(
          "PostgreSQL did not answer within " + seconds + " s: " + what, e);
    }
  }
}
