package io.passo.standalone.bench;

import io.passo.standalone.bench.BenchReport.Endurance;
import io.passo.standalone.system.SystemStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** What a run needs in which coordinators are killed. */
final class KillRun implements AutoCloseable {
  /** Lanes move several times while an execution runs. */
  static final Duration LONGEST_EXECUTION = Duration.ofMinutes(2);

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final CoordinatorKills kills;
  private final EffectCount effects;
  private final NamedStarts starts;
  private final Silence silence = new Silence();
  private final AtomicLong unannounced = new AtomicLong();

  KillRun(
      SystemStatus system,
      Duration every,
      List<Connections> endpoints,
      String stateMachineArn,
      Workload workload) {
    kills = new CoordinatorKills(Path.of(system.data()), every);
    effects = new EffectCount(system.kafkaBootstrapServers());
    starts = new NamedStarts(endpoints, stateMachineArn, workload);
  }

  NamedStarts starts() {
    return starts;
  }

  Silence silence() {
    return silence;
  }

  CoordinatorKills kills() {
    return kills;
  }

  /**
   * Waits for the end of an execution. A coordinator that dies between its commit and its event
   * never announces the end: then the API is asked.
   *
   * @throws CompletionException if it does not end within {@link #LONGEST_EXECUTION}
   */
  Completions.Ended awaitEnd(String executionArn, CompletableFuture<Completions.Ended> heard) {
    long deadline = System.nanoTime() + LONGEST_EXECUTION.toNanos();
    Optional<Completions.Ended> ended = hear(heard, PATIENCE);
    while (ended.isEmpty()) {
      ended = starts.ended(executionArn);
      if (ended.isPresent()) {
        unannounced.incrementAndGet();
      } else if (System.nanoTime() - deadline > 0) {
        throw new CompletionException(new TimeoutException("Not ended: " + executionArn));
      } else {
        ended = hear(heard, AGAIN);
      }
    }
    return ended.get();
  }

  private static Optional<Completions.Ended> hear(
      CompletableFuture<Completions.Ended> heard, Duration limit) {
    try {
      return Optional.of(heard.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** Kills from now on. */
  void begin() {
    silence.begin();
    kills.begin();
  }

  /** Kills no more. */
  void end() {
    kills.end();
    silence.end();
  }

  /**
   * What came of it, once everything has ended.
   *
   * @param ended executions that have ended
   */
  Endurance report(long ended) {
    return new Endurance(
        kills.count(),
        starts.started(),
        ended,
        starts.started() - ended,
        unannounced.get(),
        effects.repeated(),
        starts.repeated(),
        silence.longestSeconds());
  }

  @Override
  public void close() {
    kills.end();
    effects.close();
  }
}
