package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.memory.Calls;
import io.passo.coordinator.engine.memory.Counters;
import io.passo.coordinator.engine.memory.MemoryDatabase;
import io.passo.coordinator.engine.memory.MemoryHistory;
import io.passo.coordinator.engine.memory.MemoryJournal;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.Position;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a simulated PostgreSQL that goes back may lack, and what the journal keeps for it. */
class BackupTest {
  private static final int MANY = 8;

  private final Calls calls = new Calls();
  private final MemoryLog log = new MemoryLog(calls.world(), false);
  private final MemoryDatabase database = new MemoryDatabase();
  private final MemoryJournal journal =
      new MemoryJournal(calls.world(), calls.node(), List.of(log));
  private final MemoryHistory history =
      new MemoryHistory(calls.world(), calls.node(), List.of(database), new long[] {0});
  private final PartitionSink sink = new PartitionSink(0, journal, history, new Counters());

  /** Returns the place afterwards. */
  private Position run(PartitionSink of) {
    return calls.call(
        () -> {
          of.read().filter(move -> history.commit(List.of(move))).ifPresent(move -> of.written());
          return history.place(0).position();
        });
  }

  private void append(JournalRecord record) {
    calls.call(() -> journal.append(0, record));
    run(sink);
  }

  /** Follows the Open; everything before it is dispatched. */
  private static Commit commit(long seq) {
    return new Commit(
        1,
        seq,
        seq,
        new Inputs(0, -1, 0, -1),
        new Position(seq, 0, 1, seq - 1),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private long deleteOld() {
    return calls.call(
        () -> {
          sink.deleteOld(calls.world().wallMillis());
          return log.start();
        });
  }

  @Test
  void shouldNotDeleteWhatABackupLacks() {
    // given one record older than the journal keeps, and one that is younger; all dispatched
    append(Logs.open(1));
    calls.world().run(39_000);
    append(commit(1));
    append(commit(2));
    calls.world().run(2_000);

    // when it goes back, and a sink that does not know yet is to delete what is old
    int lost = database.goBack(MANY, MemoryJournal.inEveryBackup(calls.world(), log));
    long startBefore = deleteOld();
    Position sunkAgain = run(sink);
    long startAfter = deleteOld();

    // then
    assertThat(lost).isEqualTo(2);
    assertThat(startBefore).isZero();
    assertThat(sunkAgain.offset()).isEqualTo(3);
    assertThat(startAfter).isEqualTo(1);
  }
}
