package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.StepMarker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Searches the step log for commands that may or may not have been sent (correctness.md §7 step 5).
 * What lies before an acknowledged marker is visible; what is not found there never arrived and is
 * sent again by a commit. Searches run in the background, one per step partition.
 */
final class Redispatch {
  private static final long FAST_MARKER_NANOS = 1_000_000_000L;
  private static final long RETRY_NANOS = 1_000_000_000L;

  private final EngineContext context;
  private final int partition;
  private final long epoch;
  private final Sends sends;
  private final Map<StepPartition, Search> searches = new LinkedHashMap<>();

  /** Commands that are searched for, and the attempts that lie in the log. */
  private record Search(List<Command> commands, CompletableFuture<Set<String>> found) {}

  Redispatch(EngineContext context, int partition, long epoch, Sends sends) {
    this.context = context;
    this.partition = partition;
    this.epoch = epoch;
    this.sends = sends;
  }

  /** Looks for the commands that are due for it; gives those that turned out to be missing. */
  List<Command> missing() {
    byPartition().forEach(this::begin);
    List<Command> missing = new ArrayList<>();
    Iterator<Search> running = searches.values().iterator();
    while (running.hasNext()) {
      Search search = running.next();
      if (search.found().isDone()) {
        running.remove();
        end(search, missing);
      }
    }
    return missing;
  }

  /** Whether a search is under way whose outcome the lane should not be late for. */
  boolean isSearching() {
    return !searches.isEmpty();
  }

  private Map<StepPartition, List<Command>> byPartition() {
    Map<StepPartition, List<Command>> byPartition = new LinkedHashMap<>();
    for (Command command : sends.dueForSearch()) {
      if (!searches.containsKey(command.to())) {
        byPartition.computeIfAbsent(command.to(), to -> new ArrayList<>()).add(command);
      }
    }
    return byPartition;
  }

  private void begin(StepPartition to, List<Command> commands) {
    long floor = sends.tails().getOrDefault(to, 0L);
    String nonce = Long.toHexString(context.entropy().getAsLong());
    StepMarker marker = new StepMarker(partition, epoch, nonce);
    searches.put(to, new Search(commands, context.background().run(() -> find(to, floor, marker))));
  }

  /** Touches nothing of the lane. */
  private Set<String> find(StepPartition to, long floor, StepMarker marker) {
    return context.steps().find(to, floor, mark(to, marker));
  }

  /** A marker that took long to be acknowledged is not trusted: another one, later. */
  private long mark(StepPartition to, StepMarker marker) {
    long begin = context.clock().nanoTime();
    long offset = context.steps().mark(to, marker);
    if (context.clock().nanoTime() - begin > FAST_MARKER_NANOS) {
      throw new UnavailableException("Expected a marker to be acknowledged within 1 s");
    }
    return offset;
  }

  private void end(Search search, List<Command> missing) {
    Optional<Set<String>> outcome = Waits.outcome(search.found());
    if (outcome.isEmpty()) {
      // Other step partitions go on; this one is searched again.
      sends.searchLater(RETRY_NANOS);
      return;
    }
    Set<String> found = outcome.get();
    for (Command command : search.commands()) {
      String attempt = command.command().attemptId();
      if (found.contains(attempt)) {
        sends.certain(attempt);
      } else if (sends.isUnsure(attempt)) {
        missing.add(command);
      }
    }
  }
}
