package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.Open;
import io.passo.protocol.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValidityTest {
  private static Open open(long epoch) {
    return new Open(epoch, "n" + epoch, "owner", 0);
  }

  private static Commit commit(long epoch, long seq) {
    return new Commit(
        epoch,
        seq,
        0,
        new Inputs(0, -1, 0, -1),
        Position.START,
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static List<Long> valid(Position from, List<JournalRecord> log) {
    Validity validity = new Validity(from);
    List<Long> offsets = new ArrayList<>();
    for (long at = from.offset(); at < log.size(); at++) {
      if (validity.accept(at, 0, log.get((int) at))) {
        offsets.add(at);
      }
    }
    return offsets;
  }

  @Test
  void shouldSkipDoubledRecordsAndThoseOfADeposedOwner() {
    // given
    List<JournalRecord> log =
        List.of(open(1), commit(1, 1), commit(1, 1), open(2), open(2), commit(1, 2), commit(2, 1));

    // when
    List<Long> valid = valid(Position.START, log);

    // then
    assertThat(valid).containsExactly(0L, 1L, 3L, 6L);
  }

  @Test
  void shouldNoticeMissingRecords() {
    assertThatThrownBy(() -> valid(Position.START, List.of(open(2))))
        .isInstanceOf(DataLossException.class);
    assertThatThrownBy(() -> valid(Position.START, List.of(open(1), commit(1, 2))))
        .isInstanceOf(DataLossException.class);
  }

  @Test
  void shouldAgreeWithItselfFromEveryPositionOfAnyLog() {
    for (long seed = 0; seed < 2_000; seed++) {
      // given
      List<JournalRecord> log = randomLog(new Random(seed));
      List<Long> all = valid(Position.START, log);

      // when
      Validity validity = new Validity(Position.START);
      for (int at = 0; at < log.size(); at++) {
        if (validity.accept(at, 0, log.get(at))) {
          int from = at;
          // then
          assertThat(valid(validity.position(), log))
              .as("from %d of %s", at, log)
              .isEqualTo(all.stream().filter(offset -> offset > from).toList());
        }
      }
    }
  }

  /**
   * What several owners append who each know the log up to some moment: records may come late or
   * twice.
   */
  private static List<JournalRecord> randomLog(Random random) {
    List<JournalRecord> log = new ArrayList<>();
    long epoch = 0;
    long seq = 0;
    List<JournalRecord> late = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      JournalRecord next = random.nextInt(4) == 0 ? open(epoch + 1) : commit(epoch, seq + 1);
      if (epoch == 0 && !(next instanceof Open)) {
        continue;
      }
      if (random.nextInt(6) == 0) {
        // Its owner does not know whether it is there, so it goes on only after a new Open.
        late.add(next);
        next = open(epoch + 1);
      }
      log.add(next);
      epoch = next.epoch();
      seq = next instanceof Commit commit ? commit.seq() : 0;
      if (random.nextInt(6) == 0) {
        log.add(next);
      }
      if (!late.isEmpty() && random.nextInt(3) == 0) {
        log.add(late.removeFirst());
      }
    }
    return log;
  }
}
