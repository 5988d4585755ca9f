package io.passo.coordinator.engine;

import io.passo.protocol.CloudEvent;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Message;
import java.util.List;

/**
 * What a new owner begins with.
 *
 * @param g Redis namespace
 * @param meta fold up to its Open
 * @param markersFrom closed marks are complete for closings after this moment
 * @param commits valid commits after {@code dispatched}, oldest first
 * @param past older commits whose replies may be asked for again
 * @param suspicion why lanes ended before
 * @param before offset of its Open: everything before it is the work of predecessors
 * @param openedAt when its Open was acknowledged, on the monotonic clock
 */
record TakenOver(
    String g,
    PartitionMeta meta,
    long markersFrom,
    List<Commit> commits,
    List<Commit> past,
    Suspicion suspicion,
    long before,
    long openedAt) {
  TakenOver {
    commits = List.copyOf(commits);
    past = List.copyOf(past);
  }

  /** Commands that a predecessor may not have sent. */
  List<Command> unsure() {
    return commits.stream().flatMap(commit -> commit.commands().stream()).toList();
  }

  /** Events that a predecessor may not have sent, in order. */
  List<CloudEvent> events() {
    return commits.stream().flatMap(commit -> StatusEvents.of(commit.changes()).stream()).toList();
  }

  /** Messages that a predecessor may not have sent, in order. */
  List<Message> messages() {
    return commits.stream().flatMap(commit -> commit.messages().stream()).toList();
  }
}
