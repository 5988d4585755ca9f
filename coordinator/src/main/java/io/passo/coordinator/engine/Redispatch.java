package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.StepMarker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Searches the step log for commands that may or may not have been sent (correctness.md §7 step 5).
 * What lies before an acknowledged marker is visible; what is not found there never arrived and is
 * sent again by a commit.
 */
final class Redispatch {
  private static final long FAST_MARKER_NANOS = 1_000_000_000L;
  private static final long RETRY_NANOS = 1_000_000_000L;

  private final EngineContext context;
  private final int partition;
  private final long epoch;
  private final Sends sends;

  Redispatch(EngineContext context, int partition, long epoch, Sends sends) {
    this.context = context;
    this.partition = partition;
    this.epoch = epoch;
    this.sends = sends;
  }

  /** Looks for the commands that are due for it; gives those that are missing. */
  List<Command> missing() {
    List<Command> missing = new ArrayList<>();
    for (Map.Entry<StepPartition, List<Command>> entry : byPartition().entrySet()) {
      try {
        search(entry.getKey(), entry.getValue(), missing);
      } catch (UnavailableException e) {
        // Other step partitions go on; this one is searched again.
        sends.searchLater(RETRY_NANOS);
      }
    }
    return missing;
  }

  private Map<StepPartition, List<Command>> byPartition() {
    Map<StepPartition, List<Command>> byPartition = new LinkedHashMap<>();
    for (Command command : sends.dueForSearch()) {
      byPartition.computeIfAbsent(command.to(), to -> new ArrayList<>()).add(command);
    }
    return byPartition;
  }

  private void search(StepPartition to, List<Command> commands, List<Command> missing) {
    long end = mark(to);
    long floor = sends.tails().getOrDefault(to, 0L);
    Set<String> found = context.steps().find(to, floor, end);
    for (Command command : commands) {
      if (found.contains(command.command().attemptId())) {
        sends.certain(command.command().attemptId());
      } else {
        missing.add(command);
      }
    }
  }

  /** A marker that took long to be acknowledged is not trusted: another one, later. */
  private long mark(StepPartition to) {
    long begin = context.clock().nanoTime();
    String nonce = Long.toHexString(context.entropy().getAsLong());
    long offset = context.steps().mark(to, new StepMarker(partition, epoch, nonce));
    if (context.clock().nanoTime() - begin > FAST_MARKER_NANOS) {
      throw new UnavailableException("Expected a marker to be acknowledged within 1 s");
    }
    return offset;
  }
}
