package io.passo.coordinator.boot;

import io.passo.coordinator.config.InvalidSettingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Waits for a dependency, with one line per 10 s that says for what. */
final class Waiting {
  private static final Logger LOG = Logger.getLogger(Waiting.class);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Waiting() {}

  /**
   * Waits for all of them at once, so that each one that is absent is named.
   *
   * @throws InvalidSettingException if one of them never will be ready
   */
  static void untilAll(List<Dependency> dependencies) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Void> waits = new ExecutorCompletionService<>(threads);
      for (Dependency dependency : dependencies) {
        waits.submit(
            () -> {
              until(dependency);
              return null;
            });
      }
      try {
        for (int done = 0; done < dependencies.size(); done++) {
          waits.take().get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw e.getCause() instanceof RuntimeException failure
            ? failure
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    }
  }

  private static void until(Dependency dependency) throws InterruptedException {
    long since = System.nanoTime();
    until(
        dependency,
        dependency::prepare,
        "Waiting for a dependency: name=%s waitedMs=%d reason=%s",
        PAUSE);
    LOG.infof("Dependency ready: name=%s waitedMs=%d", dependency.name(), elapsedMs(since));
  }

  /** Something asked of a dependency that may be absent. */
  @FunctionalInterface
  interface Attempt {
    @SuppressWarnings("IllegalThrows") // whatever a client throws means: not yet
    void run() throws Exception;
  }

  /**
   * Returns once the attempt succeeds.
   *
   * @param line written every 10 s meanwhile, of name, milliseconds and reason
   * @param pause between two attempts
   * @return whether it failed before
   * @throws InvalidSettingException if it never will succeed
   */
  static boolean until(Dependency dependency, Attempt attempt, String line, Duration pause)
      throws InterruptedException {
    long since = System.nanoTime();
    long nextLine = since;
    boolean failed = false;
    while (true) {
      try {
        attempt.run();
        return failed;
      } catch (InvalidSettingException | InterruptedException e) {
        throw e;
      } catch (Exception e) {
        failed = true;
        if (System.nanoTime() - nextLine >= 0) {
          LOG.warnf(line, dependency.name(), elapsedMs(since), reason(e));
          nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    }
  }

  private static long elapsedMs(long since) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
  }

  /** The innermost message in one line: it names the address and what went wrong. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    return (cause.getClass().getSimpleName() + ": " + message).replaceAll("\\s+", " ");
  }
}
