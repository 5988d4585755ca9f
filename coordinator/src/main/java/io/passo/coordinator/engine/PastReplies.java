package io.passo.coordinator.engine;

import io.passo.coordinator.engine.Journal.Entry;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.Position;
import io.passo.protocol.codec.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Replies of the last seconds whose commits lie before {@code dispatched}: a request that is sent
 * again after a takeover gets the answer that was given (correctness.md §11).
 *
 * <p>The rule of validity needs a place to begin at, and none is known back there. It is applied
 * backwards instead: a commit of the epoch of {@code dispatched} before that place is valid, or the
 * double of a valid one, since a sequence number is never reused; the first Open of an epoch is the
 * valid one, and what its predecessor committed before it is valid.
 */
final class PastReplies {
  private static final int MOST_RECORDS = 500;

  private final Journal journal;
  private final int partition;

  PastReplies(Journal journal, int partition) {
    this.journal = journal;
    this.partition = partition;
  }

  /**
   * Reads them; at most those of the last 500 records, oldest first within an epoch.
   *
   * @param dispatched a place after a valid record
   * @param since partition clock from which on replies matter, milliseconds since the epoch
   */
  List<Commit> before(Position dispatched, long since) {
    long end = dispatched.offset();
    long start = journal.bounds(partition).start();
    long from =
        Math.max(
            Math.max(start, end - MOST_RECORDS), Math.min(end, journal.offsetAt(partition, since)));
    List<JournalRecord> window = from >= end ? List.of() : read(from, end);
    List<Commit> found = new ArrayList<>();
    long epoch = dispatched.epoch();
    for (int until = window.size(); until > 0; epoch--) {
      until = ofEpoch(window, until, epoch, since, found);
    }
    return found;
  }

  /**
   * Collects commits of one epoch; gives the index of the Open that began it, 0 if there is none.
   */
  private static int ofEpoch(
      List<JournalRecord> window, int until, long epoch, long since, List<Commit> found) {
    int open = 0;
    for (int i = until - 1; i >= 0; i--) {
      if (window.get(i) instanceof Open record && record.epoch() == epoch) {
        open = i;
      }
    }
    for (JournalRecord record : window.subList(open, until)) {
      if (record instanceof Commit commit && commit.epoch() == epoch && commit.clock() >= since) {
        found.add(commit);
      }
    }
    return open;
  }

  private List<JournalRecord> read(long from, long end) {
    List<JournalRecord> window = new ArrayList<>();
    long next = from;
    while (next < end) {
      List<Entry> page = journal.read(partition, next, -1, MOST_RECORDS);
      if (page.isEmpty()) {
        break;
      }
      page.stream()
          .filter(entry -> entry.offset() < end)
          .forEach(entry -> decode(entry).ifPresent(window::add));
      next = page.getLast().offset() + 1;
    }
    return window;
  }

  // The reader of the fold reports what cannot be read; answers are worth no alarm of their own.
  private static Optional<JournalRecord> decode(Entry entry) {
    try {
      return Optional.of(entry.content().decode());
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }
}
