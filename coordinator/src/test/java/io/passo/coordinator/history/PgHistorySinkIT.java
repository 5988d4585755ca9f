package io.passo.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Checkpoints;
import io.passo.coordinator.engine.Checkpoints.Known;
import io.passo.coordinator.engine.Checkpoints.KnownExecution;
import io.passo.coordinator.engine.HistorySink.Batch;
import io.passo.coordinator.engine.HistorySink.Chunk;
import io.passo.coordinator.engine.HistorySink.ClosedRow;
import io.passo.coordinator.engine.HistorySink.FrameRef;
import io.passo.coordinator.engine.HistorySink.Move;
import io.passo.coordinator.engine.HistorySink.StartedRow;
import io.passo.coordinator.engine.PartitionMeta;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the engine expects of its history, asked of a real PostgreSQL. */
class PgHistorySinkIT {
  // Partitions that no engine over the same database has.
  private static final AtomicInteger PARTITIONS = new AtomicInteger(100);
  private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

  private static RealPostgres postgres;
  private static PgHistorySink sink;
  private static PgCheckpoints checkpoints;

  private final int partition = PARTITIONS.incrementAndGet();
  private final String arn = "arn:aws:states:us-east-1:000000000000:execution:m:e" + partition;
  private final ExecutionKey key = ExecutionKey.of(arn);

  @BeforeAll
  static void connect() {
    postgres = new RealPostgres();
    sink = new PgHistorySink(postgres.pool());
    checkpoints = new PgCheckpoints(postgres.pool());
  }

  @AfterAll
  static void disconnect() throws Exception {
    sink.close();
    postgres.close();
  }

  @Test
  void shouldLetAnExecutionGoOnAfterItsEnd() {
    // given
    Closed failed = new Closed("FAILED", 2_000, null, "E", "why");
    Started facts = facts();
    Started redriven =
        new Started(
            facts.stateMachineArn(),
            facts.name(),
            facts.account(),
            facts.startDate(),
            facts.input(),
            facts.definitionHash(),
            facts.roleArn(),
            null,
            null,
            null,
            null,
            null,
            new JournalRecord.Redrive(2, 3_000, Payload.of("{\"t\":3000}")));
    sink.place(partition);
    commit(Position.START, started(meta(5)));
    commit(meta(5).position(), closed(meta(6), chunk(3, 4), row(null, failed)));
    Checkpoints.PastExecution past = checkpoints.closed(partition, arn).orElseThrow();

    // when
    commit(
        meta(6).position(),
        batch(
            meta(7),
            List.of(chunk(5, 5)),
            List.of(new StartedRow(key, arn, redriven)),
            List.of(),
            List.of(frame("/", "new")),
            List.of()));
    boolean isClosed = checkpoints.closed(partition, arn).isPresent();
    commit(meta(7).position(), closed(meta(8), chunk(6, 6), row(null, failed)));

    // then
    assertThat(past.started()).isEqualTo(facts);
    assertThat(past.status()).isEqualTo("FAILED");
    assertThat(past.stopDate()).isEqualTo(2_000);
    assertThat(past.history()).extracting(HistoryChunk::first).containsExactly(1L, 3L);
    assertThat(isClosed).isFalse();
    assertThat(checkpoints.closed(partition, arn).orElseThrow().started()).isEqualTo(redriven);
  }

  private boolean commit(Position previous, Batch batch) {
    return sink.commit(List.of(new Move(partition, previous, batch)));
  }

  private ClosedRow row(@Nullable Started started, Closed closed) {
    return new ClosedRow(key, arn, started, closed);
  }

  private static Batch closed(PartitionMeta next, Chunk history, ClosedRow row) {
    return batch(next, List.of(history), List.of(), List.of(row), List.of(), List.of());
  }

  @Test
  void shouldWriteNothingFromAPlaceThatHasMoved() {
    // given
    sink.place(partition);
    commit(Position.START, started(meta(5)));
    Batch late = batch(meta(6), List.of(chunk(3, 4)), List.of(), List.of(), List.of(), List.of());

    // when
    boolean committed = commit(Position.START, late);

    // then
    assertThat(committed).isFalse();
    assertThat(sink.place(partition)).isEqualTo(meta(5));
    assertThat(history()).containsExactly(1L);
  }

  @Test
  void shouldKeepTheLastValueOfFramesAndDropTombstones() {
    // given
    sink.place(partition);
    commit(Position.START, started(meta(5)));

    // when
    commit(
        meta(5).position(),
        batch(
            meta(6),
            List.of(chunk(3, 4)),
            List.of(),
            List.of(),
            List.of(frame("/", "moved")),
            List.of(new FrameRef(key, "/#start"))));

    // then
    assertThat(frames()).isEqualTo(Map.of("/", "moved"));
    assertThat(history()).containsExactly(1L, 3L);
  }

  @Test
  void shouldIndexAnExecutionThatBeganAndEndedInOneBatch() {
    // given
    sink.place(partition);
    Closed end = new Closed("SUCCEEDED", 2_000, Payload.of("1"), null, null);

    // when
    boolean committed =
        commit(
            Position.START,
            batch(
                meta(5),
                List.of(chunk(1, 5)),
                List.of(),
                List.of(new ClosedRow(key, arn, facts(), end)),
                List.of(),
                List.of()));

    // then
    assertThat(committed).isTrue();
    assertThat(find().executions()).isEqualTo(Map.of(arn, new KnownExecution("SUCCEEDED", 2_000)));
    assertThat(new HistoryRows(postgres.pool()).isComplete(key)).isTrue();
  }

  @Test
  void shouldReadChunksFromEitherEnd() {
    // given
    sink.place(partition);
    commit(
        Position.START,
        batch(
            meta(5),
            List.of(chunk(1, 2), chunk(3, 7), chunk(8, 8)),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    HistoryRows rows = new HistoryRows(postgres.pool());

    // when, then
    assertThat(rows.read(key, 5, 2, false)).extracting(HistoryChunk::first).containsExactly(3L, 8L);
    assertThat(rows.read(key, 5, 9, true)).extracting(HistoryChunk::first).containsExactly(3L, 1L);
    assertThat(rows.read(key, Long.MAX_VALUE, 1, true))
        .extracting(HistoryChunk::first)
        .containsExactly(8L);
  }

  private List<Long> history() {
    return new HistoryRows(postgres.pool())
        .read(key, 1, 100, false).stream().map(HistoryChunk::first).toList();
  }

  private Known find() {
    return checkpoints.find(partition, List.of(arn));
  }

  private Map<String, String> frames() {
    List<FrameWrite> found = new ArrayList<>();
    Optional<PartitionMeta> place = checkpoints.snapshot(partition, found::addAll);
    assertThat(place).isPresent();
    return found.stream()
        .collect(
            Collectors.toMap(
                FrameWrite::frameId, frame -> new String(frame.value(), StandardCharsets.UTF_8)));
  }

  private Batch started(PartitionMeta next) {
    return batch(
        next,
        List.of(chunk(1, 2)),
        List.of(new StartedRow(key, arn, facts())),
        List.of(),
        List.of(frame("/", "root"), frame("/#start", "facts")),
        List.of());
  }

  private static Batch batch(
      PartitionMeta next,
      List<Chunk> history,
      List<StartedRow> started,
      List<ClosedRow> closed,
      List<FrameWrite> checkpoint,
      List<FrameRef> tombstones) {
    return new Batch(next, history, started, closed, checkpoint, tombstones, List.of());
  }

  private Chunk chunk(long first, long last) {
    return new Chunk(key, new HistoryChunk(first, last, new byte[] {1, 2, 3}));
  }

  private FrameWrite frame(String id, @Nullable String value) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    return new FrameWrite(key, id, bytes, null, null);
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
