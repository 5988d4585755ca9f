package io.passo.coordinator.engine.express;

import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.coordinator.engine.StartFacts;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous Express executions of the partitions that this instance owns: only start and end are
 * durable; what was running at a crash runs again from its start (correctness.md §13). One thread,
 * but for the ends.
 */
public final class AsyncRuns {
  private static final System.Logger LOG = System.getLogger(AsyncRuns.class.getName());
  // A start that comes later than this begins to count its five minutes when it runs.
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final ExpressRuns runs;
  private final ExpressLog log;
  private final Function<StartExecution, Consumer<List<HistoryEvent>>> histories;
  private final InstantSource clock;
  private final Map<Integer, OpenStarts> partitions = new HashMap<>();
  private final Queue<Runnable> ends = new ConcurrentLinkedQueue<>();

  /**
   * @param histories what takes the history of an execution
   */
  public AsyncRuns(
      ExpressRuns runs,
      ExpressLog log,
      Function<StartExecution, Consumer<List<HistoryEvent>>> histories,
      InstantSource clock) {
    this.runs = runs;
    this.log = log;
    this.histories = histories;
    this.clock = clock;
  }

  /**
   * A partition is ours.
   *
   * @param position offset that is read first
   * @param end its end at the moment
   */
  public void assigned(int partition, long position, long end) {
    partitions.put(partition, new OpenStarts(position, end));
  }

  /** A partition is somebody else's: what runs of it is left to the new owner. */
  public void revoked(int partition) {
    OpenStarts starts = partitions.remove(partition);
    if (starts != null) {
      starts.lose();
    }
  }

  /**
   * A record of one of our partitions.
   *
   * @param start null for an end
   */
  public void read(int partition, long offset, ExecutionKey key, @Nullable StartExecution start) {
    OpenStarts starts = partitions.get(partition);
    if (starts != null) {
      starts.read(offset, key, start);
    }
  }

  /** Takes what has ended and starts what may run. */
  public void turn() {
    for (Runnable next = ends.poll(); next != null; next = ends.poll()) {
      next.run();
    }
    partitions.forEach(this::startWaiting);
  }

  private void startWaiting(int partition, OpenStarts starts) {
    while (!runs.isHalfFull()) {
      Optional<StartExecution> next = starts.next();
      if (next.isEmpty()) {
        return;
      }
      try {
        start(partition, starts, next.get());
      } catch (TooManyRunsException | UnavailableException e) {
        starts.putBack(next.get());
        return;
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  private void start(int partition, OpenStarts starts, StartExecution start) {
    ExpressRun run = runs.start(facts(start), histories.apply(start));
    starts.runs(run);
    run.end()
        .whenComplete((end, failure) -> ends.add(() -> ended(partition, starts, start, failure)));
  }

  private ExecutionStart facts(StartExecution start) {
    Instant now = clock.instant();
    Instant asked = Instant.ofEpochMilli(start.startDate());
    return StartFacts.of(start, now.isAfter(asked.plus(AT_ONCE)) ? now : asked);
  }

  private void ended(
      int partition, OpenStarts starts, StartExecution start, @Nullable Throwable failure) {
    if (partitions.get(partition) != starts) {
      return;
    }
    Throwable reason = failure instanceof CompletionException ? failure.getCause() : failure;
    if (reason instanceof UnavailableException) {
      starts.putBack(start);
      return;
    }
    if (reason != null) {
      LOG.log(
          Level.ERROR, () -> "Express execution lost: execution=" + start.executionArn(), reason);
    }
    starts.ended(start.key());
    log.ended(partition, start.key());
  }

  /** Starts that may run and do not. */
  public int waiting() {
    return partitions.values().stream().mapToInt(OpenStarts::waiting).sum();
  }

  /** Per partition the offset before which nothing is needed any more. */
  public Map<Integer, Long> forgettable() {
    Map<Integer, Long> offsets = new HashMap<>();
    partitions.forEach((partition, starts) -> offsets.put(partition, starts.forgettable()));
    return offsets;
  }
}
