package io.passo.coordinator.engine;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.Position;
import java.util.ArrayList;
import java.util.List;

/** What the journal knows of an execution's history and PostgreSQL does not yet. */
public final class JournalTail {
  private static final int PAGE_RECORDS = 250;

  private final Journal journal;

  public JournalTail(Journal journal) {
    this.journal = journal;
  }

  /**
   * History in the valid records after a place.
   *
   * @param until read up to this offset of the journal, at least
   * @throws UnavailableException if Kafka does not answer
   */
  public List<HistoryChunk> history(int partition, ExecutionKey key, Position from, long until) {
    JournalReader reader = new JournalReader(journal, partition, from);
    List<HistoryChunk> found = new ArrayList<>();
    while (reader.offset() < until) {
      List<ValidRecord> page = reader.next(PAGE_RECORDS);
      if (page.isEmpty()) {
        return found;
      }
      page.forEach(valid -> collect(valid, key, found));
    }
    return found;
  }

  private static void collect(ValidRecord valid, ExecutionKey key, List<HistoryChunk> found) {
    if (valid.record() instanceof Commit commit) {
      for (ExecutionChange change : commit.changes()) {
        HistoryChunk history = change.history();
        if (change.key().equals(key) && history != null) {
          found.add(history);
        }
      }
    }
  }
}
