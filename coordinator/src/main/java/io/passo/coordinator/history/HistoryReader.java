package io.passo.coordinator.history;

import io.passo.asl.data.Json;
import io.passo.asl.history.EventPayloads;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.coordinator.engine.Checkpoints;
import io.passo.coordinator.engine.Journal;
import io.passo.coordinator.engine.JournalTail;
import io.passo.coordinator.engine.LargePayloads;
import io.passo.coordinator.engine.StateStore;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.Partitions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Reads histories, up to the last commit that anybody can know of: from PostgreSQL, and what the
 * sink has not written within 2 s from the journal.
 */
public final class HistoryReader {
  private static final long SINK_MILLIS = 2_000;

  /** Bytes of payloads after which no more are fetched: a page of the API has no more. */
  private static final long MOST_FETCHED = 4L << 20;

  private final HistoryRows rows;
  private final SinkProgress progress;
  private final Checkpoints checkpoints;
  private final Supplier<Optional<Live>> live;
  private final int partitions;
  private final Executor blocking;
  private final LargePayloads payloads;
  private final HistoryCodec codec = new HistoryCodec();

  /** What knows of commits before PostgreSQL does. */
  public record Live(StateStore state, Journal journal) {}

  /**
   * @param live empty until the engine has started
   * @param partitions engine partitions, P
   * @param payloads brings payloads that are too large for records
   * @param blocking runs what waits
   */
  public HistoryReader(
      Pool pool,
      SinkProgress progress,
      Checkpoints checkpoints,
      Supplier<Optional<Live>> live,
      int partitions,
      LargePayloads payloads,
      Executor blocking) {
    this.rows = new HistoryRows(pool);
    this.progress = progress;
    this.checkpoints = checkpoints;
    this.live = live;
    this.partitions = partitions;
    this.payloads = payloads;
    this.blocking = blocking;
  }

  /**
   * Events of an execution.
   *
   * @param fromId first id wanted; in reverse order the greatest, {@link Long#MAX_VALUE} for the
   *     newest
   * @param limit at most this many
   * @param reverse true for descending ids
   * @param payloads whether payloads that are kept elsewhere are brought
   * @return the events; fails with {@link UnavailableException} if PostgreSQL or Kafka does not
   *     answer
   */
  public Uni<List<HistoryEvent>> read(
      String executionArn, long fromId, int limit, boolean reverse, boolean payloads) {
    return Uni.createFrom()
        .item(() -> events(executionArn, fromId, limit, reverse, payloads))
        .runSubscriptionOn(blocking);
  }

  private List<HistoryEvent> events(
      String executionArn, long fromId, int limit, boolean reverse, boolean payloads) {
    List<HistoryChunk> chunks = chunks(executionArn, fromId, limit, reverse);
    List<HistoryEvent> events = page(chunks, fromId, limit, reverse);
    if (payloads) {
      fetch(events);
    }
    return events;
  }

  private List<HistoryChunk> chunks(String executionArn, long fromId, int limit, boolean reverse) {
    ExecutionKey key = ExecutionKey.of(executionArn);
    if (rows.isComplete(key)) {
      return rows.read(key, fromId, limit, reverse);
    }
    Live now = live.get().orElseThrow(UnavailableException::notStarted);
    int partition = Partitions.of(executionArn, partitions);
    long known = lastKnown(partition, now);
    if (awaitSink(partition, known)) {
      return rows.read(key, fromId, limit, reverse);
    }
    List<HistoryChunk> tail =
        new JournalTail(now.journal())
            .history(partition, key, checkpoints.find(partition, List.of()).position(), known);
    return merged(rows.read(key, fromId, limit, reverse), tail);
  }

  // The sink's place is read before the rows: what both have is left out, nothing is missing.
  private static List<HistoryChunk> merged(List<HistoryChunk> stored, List<HistoryChunk> tail) {
    List<HistoryChunk> chunks = new ArrayList<>(stored);
    Set<Long> found = new HashSet<>();
    stored.forEach(chunk -> found.add(chunk.first()));
    tail.stream().filter(chunk -> found.add(chunk.first())).forEach(chunks::add);
    return chunks;
  }

  private boolean awaitSink(int partition, long offset) {
    return progress
        .await(partition, offset, SINK_MILLIS)
        .await()
        .atMost(Duration.ofMillis(2 * SINK_MILLIS));
  }

  // Replies wait for the apply, so the watermark is not before anything a caller has been told.
  private static long lastKnown(int partition, Live live) {
    try {
      return live.state()
          .view(partition)
          .map(view -> view.meta().fold().position().offset())
          .orElseGet(() -> live.journal().bounds(partition).end());
    } catch (UnavailableException e) {
      return live.journal().bounds(partition).end();
    }
  }

  private List<HistoryEvent> page(
      List<HistoryChunk> chunks, long fromId, int limit, boolean reverse) {
    Comparator<HistoryEvent> byId = Comparator.comparingLong(HistoryEvent::id);
    return chunks.stream()
        .flatMap(chunk -> codec.decode(chunk.events()).stream())
        .filter(event -> reverse ? event.id() <= fromId : event.id() >= fromId)
        .sorted(reverse ? byId.reversed() : byId)
        .limit(limit)
        .toList();
  }

  private void fetch(List<HistoryEvent> events) {
    List<Json> away = new ArrayList<>();
    long[] bytes = {0};
    for (HistoryEvent event : events) {
      if (bytes[0] > MOST_FETCHED) {
        break;
      }
      EventPayloads.forEach(
          event.details(),
          json -> {
            bytes[0] += json.size();
            if (json.isAway()) {
              away.add(json);
            }
          });
    }
    payloads.fill(away);
  }
}
