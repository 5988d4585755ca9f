package io.passo.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until a process answers. */
final class Readiness {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration STEP = Duration.ofMillis(10);

  private Readiness() {}

  /**
   * Returns when {@code ready} holds.
   *
   * @throws ServerException if the process ends before, or after 90 s
   */
  static void await(ChildProcess process, BooleanSupplier ready) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw failure(process, "it ended");
      }
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        process.kill();
        throw failure(process, "it did not answer within " + LIMIT.toSeconds() + " s");
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  private static ServerException failure(ChildProcess process, String reason) {
    return new ServerException(
        "Expected %s to start but %s. End of %s:%n%s"
            .formatted(process.name(), reason, process.log(), process.logTail(15)));
  }
}
