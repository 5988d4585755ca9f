package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.asl.interpreter.CountersFrame;
import io.passo.asl.interpreter.FrameCodec;
import io.passo.coordinator.engine.HistorySink.Move;
import io.passo.coordinator.engine.memory.Counters;
import io.passo.protocol.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionSinkTest {
  private static final byte[] FRAME = FrameCodec.encode(new CountersFrame(3));

  private final Logs log = new Logs();
  private final Rows rows = new Rows();
  private final PartitionSink sink = new PartitionSink(0, log, rows, new Counters());

  /** A database that keeps batches. */
  private static final class Rows implements HistorySink {
    PartitionMeta place = PartitionMeta.START;
    final List<Batch> batches = new ArrayList<>();
    final Map<Long, Long> gaps = new HashMap<>();

    @Override
    public PartitionMeta place(int partition) {
      return place;
    }

    @Override
    public boolean commit(List<Move> moves) {
      for (Move move : moves) {
        if (!move.previous().equals(place.position())) {
          return false;
        }
        batches.add(move.batch());
        place = move.batch().next();
      }
      return true;
    }

    @Override
    public void noteGap(int partition, long from, long to) {
      gaps.put(from, to);
    }
  }

  /** Returns how many records its place has moved. */
  private long run(PartitionSink of) {
    long before = rows.place.position().offset();
    of.read().filter(move -> rows.commit(List.of(move))).ifPresent(move -> of.written());
    return rows.place.position().offset() - before;
  }

  @Test
  void shouldWriteWhatIsNewOnceAndMoveItsPlace() {
    // given
    log.add(Logs.open(1)).add(Logs.commit(1, 1, Logs.change(FRAME, 1, Logs.started(), null)));

    // when
    long first = run(sink);
    long second = run(sink);

    // then
    assertThat(first).isEqualTo(2);
    assertThat(second).isZero();
    assertThat(rows.place.position()).isEqualTo(new Position(2, 4, 1, 1));
    assertThat(rows.batches).singleElement().satisfies(PartitionSinkTest::isAStart);
  }

  @Test
  void shouldKeepOnlyTheNewFramesOfWhatGoesOnAfterItsEnd() {
    // given
    log.add(Logs.open(1))
        .add(Logs.commit(1, 1, Logs.change(new byte[0], 1, null, Logs.closed())))
        .add(Logs.commit(1, 2, Logs.change(FRAME, 2, Logs.redriven(), null)));

    // when
    run(sink);

    // then
    assertThat(rows.batches)
        .singleElement()
        .satisfies(
            batch -> {
              assertThat(batch.closed()).isEmpty();
              assertThat(batch.started()).singleElement().isNotNull();
              assertThat(batch.checkpoint()).hasSize(1);
              assertThat(batch.history()).hasSize(2);
            });
  }

  private static void isAStart(HistorySink.Batch batch) {
    assertThat(batch.started()).hasSize(1);
    assertThat(batch.checkpoint()).hasSize(1);
    assertThat(batch.history()).hasSize(1);
  }

  @Test
  void shouldLeaveNoCheckpointOfAnExecutionThatClosesInTheBatch() {
    // given
    log.add(Logs.open(1))
        .add(Logs.commit(1, 1, Logs.change(FRAME, 1, Logs.started(), null)))
        .add(Logs.commit(1, 2, Logs.change(null, 2, null, Logs.closed())));

    // when
    run(sink);

    // then
    HistorySink.Batch batch = rows.batches.getFirst();
    assertThat(batch.checkpoint()).isEmpty();
    assertThat(batch.started()).isEmpty();
    assertThat(batch.closed())
        .singleElement()
        .satisfies(row -> assertThat(row.started()).isNotNull());
  }

  @Test
  void shouldReadItsPlaceAgainWhenAnotherSinkMovedIt() {
    // given
    log.add(Logs.open(1)).add(Logs.commit(1, 1));
    run(sink);
    log.add(Logs.commit(1, 2)).add(Logs.commit(1, 3));
    PartitionSink other = new PartitionSink(0, log, rows, new Counters());
    run(other);
    log.add(Logs.commit(1, 4));

    // when
    long refused = run(sink);
    long written = run(sink);

    // then
    assertThat(refused).isZero();
    assertThat(written).isEqualTo(1);
    assertThat(rows.place.position().seq()).isEqualTo(4);
  }

  @Test
  void shouldWriteAgainWhatARestoredDatabaseHasForgotten() {
    // given
    log.add(Logs.open(1)).add(Logs.commit(1, 1)).add(Logs.commit(1, 2));
    run(sink);
    rows.place = PartitionMeta.START;

    // when
    sink.lookAround();
    long written = run(sink);

    // then
    assertThat(written).isEqualTo(3);
  }

  @Test
  void shouldNoteAGapAndStop() {
    // given
    log.add(Logs.open(1)).add(Logs.commit(1, 1)).add(Logs.commit(1, 2));
    log.deleteBefore(0, 2);

    // when
    assertThatThrownBy(sink::read).isInstanceOf(LogGapException.class);

    // then
    assertThat(rows.gaps).isEqualTo(Map.of(0L, 2L));
    assertThat(rows.batches).isEmpty();
  }

  @Test
  void shouldNotTakeForAGapWhatAnotherSinkHasWrittenAndDeleted() {
    // given
    run(sink);
    log.add(Logs.open(1)).add(Logs.commit(1, 1)).add(Logs.commit(1, 2));
    run(new PartitionSink(0, log, rows, new Counters()));
    log.deleteBefore(0, 2);

    // when
    Optional<Move> read = sink.read();
    log.add(Logs.commit(1, 3));
    long written = run(sink);

    // then
    assertThat(read).isEmpty();
    assertThat(rows.gaps).isEmpty();
    assertThat(written).isEqualTo(1);
  }

  @Test
  void shouldDeleteOnlyWhatIsSunkAndDispatched() {
    // given nothing is dispatched
    log.add(Logs.open(1)).add(Logs.commit(1, 1)).add(Logs.commit(1, 2));
    run(sink);

    // when
    sink.deleteOld(System.currentTimeMillis());

    // then
    assertThat(log.bounds(0).start()).isZero();
  }
}
