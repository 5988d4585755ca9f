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
  private static final long PAUSE_MS = 500;

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

  /** Returns once the dependency is prepared. */
  private static void until(Dependency dependency) throws InterruptedException {
    long since = System.nanoTime();
    long nextLine = since;
    while (true) {
      try {
        dependency.prepare();
        LOG.infof("Dependency ready: name=%s waitedMs=%d", dependency.name(), elapsedMs(since));
        return;
      } catch (InvalidSettingException | InterruptedException e) {
        throw e;
      } catch (Exception e) {
        if (System.nanoTime() - nextLine >= 0) {
          LOG.warnf(
              "Waiting for a dependency: name=%s waitedMs=%d reason=%s",
              dependency.name(), elapsedMs(since), reason(e));
          nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      }
    }
  }

  static long elapsedMs(long since) {
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
