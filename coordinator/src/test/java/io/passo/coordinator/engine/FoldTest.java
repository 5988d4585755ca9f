package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.CountersFrame;
import io.passo.asl.interpreter.FrameCodec;
import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.Position;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final byte[] FIRST = FrameCodec.encode(new CountersFrame(3));
  private static final byte[] SECOND = FrameCodec.encode(new CountersFrame(4));
  private static final byte[] GONE = {};

  private final Fold fold = new Fold(PartitionMeta.START);

  private static ValidRecord at(long offset, JournalRecord record) {
    long seq = record instanceof JournalRecord.Commit commit ? commit.seq() : 0;
    return new ValidRecord(new Position(offset, 0, record.epoch(), seq), record);
  }

  @Test
  void shouldKeepTheLastValueOfAFrameAndTheMetaOfTheLastCommit() {
    // when
    Apply apply =
        fold.add(at(1, Logs.open(1)))
            .add(at(2, Logs.commit(1, 1, Logs.change(FIRST, 1, Logs.started(), null))))
            .add(at(3, Logs.commit(1, 2, Logs.change(SECOND, 2, null, null))))
            .toApply();

    // then
    assertThat(apply.previous()).isEqualTo(Position.START);
    assertThat(apply.next().position()).isEqualTo(new Position(3, 0, 1, 2));
    assertThat(apply.next().inputs()).isEqualTo(Logs.commit(1, 2).inputs());
    assertThat(apply.frames()).singleElement().extracting(FrameWrite::value).isEqualTo(SECOND);
    assertThat(apply.opened()).containsExactly(Logs.KEY);
  }

  @Test
  void shouldLeaveNothingOfAnExecutionThatStartedAndClosedButItsMark() {
    // when
    Closed end = Logs.closed();
    Apply apply =
        fold.add(at(1, Logs.open(1)))
            .add(at(2, Logs.commit(1, 1, Logs.change(FIRST, 1, Logs.started(), null))))
            .add(at(3, Logs.commit(1, 2, Logs.change(GONE, 2, null, end))))
            .toApply();

    // then
    assertThat(apply.frames()).isEmpty();
    assertThat(apply.opened()).isEmpty();
    assertThat(apply.closed())
        .singleElement()
        .isEqualTo(new StateStore.ClosedMark(Logs.KEY, "SUCCEEDED", 2_000, 3));
  }

  @Test
  void shouldNotCloseWhatGoesOnAfterItsEnd() {
    // when
    Apply apply =
        fold.add(at(2, Logs.commit(1, 1, Logs.change(GONE, 1, null, Logs.closed()))))
            .add(at(3, Logs.commit(1, 2, Logs.change(SECOND, 2, Logs.redriven(), null))))
            .toApply();

    // then
    assertThat(apply.closed()).isEmpty();
    assertThat(apply.opened()).containsExactly(Logs.KEY);
    assertThat(apply.frames()).singleElement().extracting(FrameWrite::value).isEqualTo(SECOND);
  }

  @Test
  void shouldTakeTheFramesOfBeforeAwayIfItEndsOnceMore() {
    // when
    Apply apply =
        fold.add(at(2, Logs.commit(1, 1, Logs.change(GONE, 1, null, Logs.closed()))))
            .add(at(3, Logs.commit(1, 2, Logs.change(SECOND, 2, Logs.redriven(), null))))
            .add(at(4, Logs.commit(1, 3, Logs.change(GONE, 3, null, Logs.closed()))))
            .toApply();

    // then
    assertThat(apply.closed()).hasSize(1);
    assertThat(apply.opened()).isEmpty();
    assertThat(apply.frames()).singleElement().extracting(FrameWrite::value).isNull();
  }

  @Test
  void shouldRemoveAFrameThatIsGone() {
    // when
    Apply apply = fold.add(at(2, Logs.commit(1, 1, Logs.change(GONE, 1, null, null)))).toApply();

    // then
    assertThat(apply.frames()).singleElement().extracting(FrameWrite::value).isNull();
  }

  @Test
  void shouldTakeOnlyPlaceAndClockFromAnOpen() {
    // given
    fold.add(at(1, Logs.open(1))).add(at(2, Logs.commit(1, 1)));

    // when
    fold.add(at(3, Logs.open(2)));

    // then
    assertThat(fold.meta().position()).isEqualTo(new Position(3, 0, 2, 0));
    assertThat(fold.meta().clock()).isEqualTo(2_000);
    assertThat(fold.meta().inputs()).isEqualTo(Logs.commit(1, 1).inputs());
  }
}
