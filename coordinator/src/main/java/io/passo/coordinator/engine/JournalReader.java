package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord;
import io.passo.protocol.Position;
import io.passo.protocol.codec.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** Reads the records of one partition's journal that count, in log order. */
final class JournalReader {
  private static final System.Logger LOG = System.getLogger(JournalReader.class.getName());

  private final Journal journal;
  private final int partition;
  private final Validity validity;
  private long offset;
  private int leaderEpoch;

  /** Begins after the last valid record of a place. */
  JournalReader(Journal journal, int partition, Position from) {
    this.journal = journal;
    this.partition = partition;
    this.validity = new Validity(from);
    this.offset = from.offset();
    this.leaderEpoch = from.leaderEpoch();
  }

  /** Place after the last valid record read. */
  Position position() {
    return validity.position();
  }

  /** Offset after the last record read, valid or not. */
  long offset() {
    return offset;
  }

  /**
   * The next valid records, read up to the end of the log as it is now; empty only if that is
   * reached.
   *
   * @param limit read about this many records at the most
   */
  List<ValidRecord> next(int limit) {
    List<ValidRecord> found = new ArrayList<>();
    while (found.isEmpty()) {
      List<Journal.Entry> entries = journal.read(partition, offset, leaderEpoch, limit);
      if (entries.isEmpty()) {
        return found;
      }
      entries.forEach(entry -> take(entry, found));
    }
    return found;
  }

  private void take(Journal.Entry entry, List<ValidRecord> found) {
    offset = entry.offset() + 1;
    leaderEpoch = entry.leaderEpoch();
    try {
      JournalRecord record = entry.content().decode();
      if (validity.accept(entry.offset(), entry.leaderEpoch(), record)) {
        found.add(new ValidRecord(validity.position(), record));
      }
    } catch (MalformedMessageException e) {
      // Every reader skips it, so all still agree.
      LOG.log(
          System.Logger.Level.ERROR,
          "Journal record cannot be read: partition={0} offset={1} reason={2}",
          partition,
          entry.offset(),
          e.getMessage());
    }
  }
}
