package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.protocol.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalReaderTest {
  private final Logs log = new Logs();

  @Test
  void shouldSkipWhatDoesNotCountAndGoOnBehindIt() {
    // given a doubled commit, one of a deposed owner, and bytes that are no record
    log.add(Logs.open(1))
        .add(Logs.commit(1, 1))
        .add(Logs.commit(1, 1))
        .add(Logs.open(2))
        .add(Logs.commit(1, 2))
        .addBytes("garbage".getBytes(StandardCharsets.UTF_8))
        .add(Logs.commit(2, 1));
    JournalReader reader = new JournalReader(log, 0, Position.START);

    // when
    List<ValidRecord> valid = reader.next(100);

    // then
    assertThat(valid).extracting(record -> record.after().offset()).containsExactly(1L, 2L, 4L, 7L);
    assertThat(reader.position()).isEqualTo(new Position(7, 4, 2, 1));
    assertThat(reader.offset()).isEqualTo(7);
  }

  @Test
  void shouldGiveAValidRecordThoughAWholePageBeforeItDoesNotCount() {
    // given
    log.add(Logs.open(1)).add(Logs.open(2));
    for (int i = 0; i < 5; i++) {
      log.add(Logs.commit(1, 1 + i));
    }
    log.add(Logs.commit(2, 1));
    JournalReader reader = new JournalReader(log, 0, new Position(2, 4, 2, 0));

    // when
    List<ValidRecord> valid = reader.next(2);

    // then
    assertThat(valid).singleElement().extracting(r -> r.after().offset()).isEqualTo(8L);
  }

  @Test
  void shouldGoOnFromAPlaceInTheMiddle() {
    // given
    log.add(Logs.open(1)).add(Logs.commit(1, 1)).add(Logs.commit(1, 2));

    // when
    JournalReader reader = new JournalReader(log, 0, new Position(2, 4, 1, 1));

    // then
    assertThat(reader.next(10)).hasSize(1);
    assertThat(reader.next(10)).isEmpty();
  }

  @Test
  void shouldNoticeMissingRecordsAndAPlaceThatIsGone() {
    // given
    log.add(Logs.open(1)).add(Logs.commit(1, 2));
    JournalReader gap = new JournalReader(log, 0, Position.START);
    JournalReader beyond = new JournalReader(log, 0, new Position(9, 4, 1, 1));

    // then
    assertThatThrownBy(() -> gap.next(10))
        .isInstanceOf(DataLossException.class)
        .hasMessageContaining("Expected commit 1 of epoch 1 at offset 1 but found 2");
    assertThatThrownBy(() -> beyond.next(10)).isInstanceOf(LogGapException.class);
  }
}
