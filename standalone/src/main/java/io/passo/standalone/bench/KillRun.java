package io.passo.standalone.bench;

import io.passo.standalone.bench.BenchReport.Endurance;
import io.passo.standalone.system.SystemStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a run needs in which coordinators are killed. */
final class KillRun implements AutoCloseable {
  /** How long an execution may take while nobody is killed. */
  static final Duration LONGEST_EXECUTION = Duration.ofMinutes(1);

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  // The next owner of a partition announces what its predecessor may not have.
  private static final Duration ANNOUNCED_WITHIN = Duration.ofSeconds(30);

  private final CoordinatorKills kills;
  private final EffectCount effects;
  private final NamedStarts starts;
  private final Silence silence = new Silence();
  private final Set<CompletableFuture<Completions.Ended>> unheard = ConcurrentHashMap.newKeySet();
  private volatile boolean killing;
  private volatile long quietSince = System.nanoTime();

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
   * Waits for the end of an execution. The event of a coordinator that dies between its commit and
   * its event comes late: meanwhile the API is asked.
   *
   * @throws CompletionException if it does not end within {@link #LONGEST_EXECUTION}, which begins
   *     anew when the last coordinator has been killed
   */
  Completions.Ended awaitEnd(String executionArn, CompletableFuture<Completions.Ended> heard) {
    long begun = System.nanoTime();
    Optional<Completions.Ended> ended = hear(heard, PATIENCE);
    while (ended.isEmpty()) {
      ended = starts.ended(executionArn);
      if (ended.isPresent()) {
        unheard.add(heard);
      } else if (isOverdue(begun)) {
        throw new CompletionException(new TimeoutException("Not ended: " + executionArn));
      } else {
        ended = hear(heard, AGAIN);
      }
    }
    return ended.get();
  }

  // On a slow host no coordinator lives long enough between two kills to end anything.
  private boolean isOverdue(long begun) {
    long now = System.nanoTime();
    return !killing && Math.min(now - begun, now - quietSince) > LONGEST_EXECUTION.toNanos();
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
    killing = true;
    kills.begin();
  }

  /** Kills no more. */
  void end() {
    kills.end();
    quietSince = System.nanoTime();
    killing = false;
    silence.end();
  }

  /**
   * What came of it, once everything has ended; waits for events that are late.
   *
   * @param ended executions that have ended
   */
  Endurance report(long ended) {
    awaitAnnouncements();
    return new Endurance(
        kills.count(),
        starts.started(),
        ended,
        starts.started() - ended,
        unheard.stream().filter(heard -> !heard.isDone()).count(),
        effects.repeated(),
        starts.repeated(),
        silence.longestSeconds());
  }

  @SuppressWarnings("NullAway") // what a Void future holds
  private void awaitAnnouncements() {
    CompletableFuture.allOf(unheard.toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, ANNOUNCED_WITHIN.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    kills.end();
    effects.close();
  }
}
