package io.passo.standalone.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A load that outlives coordinators. */
final class KillLoad extends Load {
  private static final Duration AFTER_FAILURE = Duration.ofMillis(50);

  private final KillRun run;
  private final Completions completions;
  private final Tally tally;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger inFlight = new AtomicInteger();

  KillLoad(KillRun run, Completions completions, Tally tally) {
    this.run = run;
    this.completions = completions;
    this.tally = tally;
  }

  @Override
  void closedLoop(int concurrency) {
    for (int user = 0; user < concurrency; user++) {
      threads.execute(
          () -> {
            while (isRunning()) {
              runOne(System.nanoTime());
            }
          });
    }
  }

  @Override
  void startOne(long dueNanos) {
    threads.execute(() -> runOne(dueNanos));
  }

  private void runOne(long due) {
    inFlight.incrementAndGet();
    try {
      String arn = run.starts().start();
      Completions.Ended ended = run.awaitEnd(arn, completions.of(arn));
      if (ended.partition() >= 0) {
        run.silence().broken(ended.partition(), ended.nanoTime());
      }
      tally.ended(ended.status(), ended.nanoTime() - due);
    } catch (IOException e) {
      tally.problem("start: " + e.getMessage());
      LockSupport.parkNanos(AFTER_FAILURE.toNanos());
    } catch (CompletionException e) {
      boolean late = e.getCause() instanceof TimeoutException;
      tally.problem(
          late
              ? "execution not ended within " + KillRun.LONGEST_EXECUTION.toSeconds() + " s"
              : "describe: " + e.getMessage());
    } finally {
      inFlight.decrementAndGet();
    }
  }

  @Override
  int inFlight() {
    return inFlight.get();
  }

  @Override
  void awaitEnd() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(KillRun.LONGEST_EXECUTION.toSeconds() + 5, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    super.close();
    threads.shutdownNow();
  }
}
