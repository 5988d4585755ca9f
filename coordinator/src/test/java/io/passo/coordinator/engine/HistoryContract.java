package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.coordinator.engine.Checkpoints.Known;
import io.passo.coordinator.engine.Checkpoints.KnownExecution;
import io.passo.coordinator.engine.HistorySink.Batch;
import io.passo.coordinator.engine.HistorySink.Chunk;
import io.passo.coordinator.engine.HistorySink.ClosedRow;
import io.passo.coordinator.engine.HistorySink.FrameRef;
import io.passo.coordinator.engine.HistorySink.Move;
import io.passo.coordinator.engine.HistorySink.StartedRow;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Payload;
import io.passo.protocol.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the engine expects of its sink and checkpoints, asked of simulated and real ones alike. */
public abstract class HistoryContract {
  private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

  private final String arn = newArn();
  private final ExecutionKey key = ExecutionKey.of(arn);
  private final String otherArn = newArn();

  private static String newArn() {
    return "arn:aws:states:us-east-1:000000000000:execution:m:" + UUID.randomUUID();
  }

  /** Where history goes. */
  protected abstract HistorySink sink();

  /** What is read back. */
  protected abstract Checkpoints checkpoints();

  /** A partition that nobody has used. */
  protected abstract int partition();

  /** Another one. */
  protected abstract int otherPartition();

  /** Makes a call that blocks. */
  protected abstract <T> T call(Supplier<T> call);

  private PartitionMeta place() {
    return call(() -> sink().place(partition()));
  }

  private boolean commit(PartitionMeta previous, Batch batch) {
    return call(() -> sink().commit(List.of(new Move(partition(), previous.position(), batch))));
  }

  private void start() {
    place();
    assertThat(commit(PartitionMeta.START, started(meta(5)))).isTrue();
  }

  private Known find() {
    return call(() -> checkpoints().find(partition(), List.of(arn, newArn())));
  }

  /** Frames of the checkpoint by name. */
  private Map<String, String> frames() {
    List<FrameWrite> found = new ArrayList<>();
    Optional<PartitionMeta> place = call(() -> checkpoints().snapshot(partition(), found::addAll));
    assertThat(place).isEqualTo(Optional.of(place()));
    return found.stream().collect(Collectors.toMap(FrameWrite::frameId, HistoryContract::text));
  }

  private static String text(FrameWrite frame) {
    byte[] value = frame.value();
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  @Test
  void shouldBeginAtTheStart() {
    // when
    Optional<PartitionMeta> snapshot = call(() -> checkpoints().snapshot(partition(), page -> {}));

    // then
    assertThat(place()).isEqualTo(PartitionMeta.START);
    assertThat(snapshot).isEmpty();
    assertThat(find()).isEqualTo(new Known(Position.START, 0, Map.of()));
  }

  @Test
  void shouldMoveItsPlaceWithTheBatch() {
    // given
    place();

    // when
    boolean committed = commit(PartitionMeta.START, started(meta(5)));

    // then
    assertThat(committed).isTrue();
    assertThat(place()).isEqualTo(meta(5));
  }

  @Test
  void shouldKnowWhatRuns() {
    // given
    start();

    // when
    Known known = find();

    // then
    assertThat(known.executions()).isEqualTo(Map.of(arn, new KnownExecution("RUNNING", 0)));
    assertThat(known.position()).isEqualTo(meta(5).position());
    assertThat(known.clock()).isEqualTo(meta(5).clock());
  }

  @Test
  void shouldGiveTheFramesOfWhatRuns() {
    // given
    start();

    // when, then
    assertThat(frames()).isEqualTo(Map.of("/", "root", "/#start", "facts"));
  }

  @Test
  void shouldMoveWithoutData() {
    // given
    start();

    // when
    boolean committed = commit(meta(5), new Batches(meta(9)).batch());

    // then
    assertThat(committed).isTrue();
    assertThat(place()).isEqualTo(meta(9));
    assertThat(frames()).hasSize(2);
  }

  @Test
  void shouldWriteNothingFromAPlaceThatHasMoved() {
    // given
    start();

    // when
    boolean committed =
        commit(PartitionMeta.START, new Batches(meta(6)).frame("/", "late").batch());

    // then
    assertThat(committed).isFalse();
    assertThat(place()).isEqualTo(meta(5));
    assertThat(frames()).containsEntry("/", "root");
  }

  @Test
  void shouldWriteBatchesOfSeveralPartitionsTogether() {
    // given
    start();
    call(() -> sink().place(otherPartition()));

    // when
    boolean committed = commitBoth(PartitionMeta.START);

    // then
    assertThat(committed).isTrue();
    assertThat(place()).isEqualTo(meta(6));
    assertThat(call(() -> sink().place(otherPartition()))).isEqualTo(meta(7));
    assertThat(frames()).containsEntry("/", "moved");
    assertThat(call(() -> checkpoints().find(otherPartition(), List.of(otherArn))).executions())
        .containsOnlyKeys(otherArn);
  }

  @Test
  void shouldWriteNoneOfSeveralBatchesIfOnePlaceHasMoved() {
    // given
    start();
    call(() -> sink().place(otherPartition()));

    // when
    boolean committed = commitBoth(meta(3));

    // then
    assertThat(committed).isFalse();
    assertThat(place()).isEqualTo(meta(5));
    assertThat(frames()).containsEntry("/", "root");
    assertThat(call(() -> sink().place(otherPartition()))).isEqualTo(PartitionMeta.START);
  }

  /** Moves the partition on from what {@link #start} made, and the other one from a place. */
  private boolean commitBoth(PartitionMeta previous) {
    Batch own = new Batches(meta(6)).frame("/", "moved").batch();
    ExecutionKey otherKey = ExecutionKey.of(otherArn);
    Batch other =
        new Batch(
            meta(7),
            List.of(new Chunk(otherKey, new HistoryChunk(1, 2, new byte[] {4}))),
            List.of(new StartedRow(otherKey, otherArn, facts())),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return call(
        () ->
            sink()
                .commit(
                    List.of(
                        new Move(partition(), meta(5).position(), own),
                        new Move(otherPartition(), previous.position(), other))));
  }

  @Test
  void shouldWriteABatchOnlyOnce() {
    // given
    start();
    Batch batch = new Batches(meta(6)).chunk(3, 4).frame("/", "moved").batch();
    commit(meta(5), batch);

    // when
    boolean again = commit(meta(5), batch);

    // then
    assertThat(again).isFalse();
    assertThat(place()).isEqualTo(meta(6));
  }

  @Test
  void shouldRefuseHistoryThatItHas() {
    // given
    start();

    // when, then nothing of that batch is kept
    assertThatThrownBy(
            () -> commit(meta(5), new Batches(meta(6)).chunk(1, 2).frame("/", "again").batch()))
        .isInstanceOf(RuntimeException.class);
    assertThat(place()).isEqualTo(meta(5));
    assertThat(frames()).containsEntry("/", "root");
  }

  @Test
  void shouldKeepTheLastValueOfAFrame() {
    // given
    start();

    // when
    commit(meta(5), new Batches(meta(6)).frame("/", "moved").batch());

    // then
    assertThat(frames()).isEqualTo(Map.of("/", "moved", "/#start", "facts"));
  }

  @Test
  void shouldForgetAFrameByItsTombstone() {
    // given
    start();

    // when
    commit(meta(5), new Batches(meta(6)).tombstone("/#start").batch());

    // then
    assertThat(frames()).isEqualTo(Map.of("/", "root"));
  }

  @Test
  void shouldForgetTheFramesOfWhatCloses() {
    // given
    start();

    // when
    commit(meta(5), new Batches(meta(6)).chunk(3, 3).closed(null).batch());

    // then
    assertThat(frames()).isEmpty();
    assertThat(find().executions()).isEqualTo(Map.of(arn, new KnownExecution("FAILED", 2_000)));
  }

  @Test
  void shouldKnowWhatBeganAndEndedInOneBatch() {
    // given
    place();

    // when
    commit(PartitionMeta.START, new Batches(meta(6)).chunk(1, 5).closed(facts()).batch());

    // then
    assertThat(frames()).isEmpty();
    assertThat(find().executions()).isEqualTo(Map.of(arn, new KnownExecution("FAILED", 2_000)));
  }

  @Test
  void shouldGiveTheChunkWithAnEvent() {
    // given
    start();
    commit(meta(5), new Batches(meta(6)).chunk(3, 7).batch());

    // when
    Optional<HistoryChunk> second = call(() -> checkpoints().history(partition(), key, 5));

    // then
    assertThat(second.map(HistoryChunk::first)).contains(3L);
    assertThat(call(() -> checkpoints().history(partition(), key, 2)).map(HistoryChunk::last))
        .contains(2L);
    assertThat(call(() -> checkpoints().history(partition(), key, 8))).isEmpty();
    assertThat(call(() -> checkpoints().history(partition(), ExecutionKey.of(newArn()), 1)))
        .isEmpty();
  }

  @Test
  void shouldNoteAGapAgainWithoutHarm() {
    // given
    start();

    // when
    noteGap(5, 8);
    noteGap(5, 9);

    // then
    assertThat(place()).isEqualTo(meta(5));
  }

  private void noteGap(long from, long to) {
    call(
        () -> {
          sink().noteGap(partition(), from, to);
          return true;
        });
  }

  private Batch started(PartitionMeta next) {
    return new Batches(next)
        .chunk(1, 2)
        .started()
        .frame("/", "root")
        .frame("/#start", "facts")
        .batch();
  }

  /** Makes a batch about the one execution. */
  private final class Batches {
    private final PartitionMeta next;
    private final List<Chunk> history = new ArrayList<>();
    private final List<StartedRow> started = new ArrayList<>();
    private final List<ClosedRow> closed = new ArrayList<>();
    private final List<FrameWrite> frames = new ArrayList<>();
    private final List<FrameRef> tombstones = new ArrayList<>();

    Batches(PartitionMeta next) {
      this.next = next;
    }

    Batches chunk(long first, long last) {
      history.add(new Chunk(key, new HistoryChunk(first, last, new byte[] {1, 2, 3})));
      return this;
    }

    Batches started() {
      started.add(new StartedRow(key, arn, facts()));
      return this;
    }

    Batches closed(@Nullable Started began) {
      closed.add(
          new ClosedRow(key, arn, began, new Closed("FAILED", 2_000, null, "Bad\0Error", "why")));
      return this;
    }

    Batches frame(String id, String value) {
      frames.add(new FrameWrite(key, id, value.getBytes(StandardCharsets.UTF_8), null, null));
      return this;
    }

    Batches tombstone(String id) {
      tombstones.add(new FrameRef(key, id));
      return this;
    }

    Batch batch() {
      return new Batch(next, history, started, closed, frames, tombstones, List.of());
    }
  }

  private static Started facts() {
    return new Started(
        MACHINE, "e", "000000000000", 1_000, Payload.of("{}"), "hash", "role", null, null, null);
  }

  private static PartitionMeta meta(long offset) {
    return new PartitionMeta(
        new Position(offset, 1, 2, offset),
        9_000 + offset,
        new Inputs(offset, 0, offset, -1),
        new Position(offset - 1, 1, 2, offset - 1),
        Map.of(new StepPartition("functions", 2), 17L));
  }
}
