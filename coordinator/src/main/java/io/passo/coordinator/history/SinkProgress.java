package io.passo.coordinator.history;

import io.passo.coordinator.engine.UnavailableException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How far the sinks are, wherever they run. */
@Singleton
public final class SinkProgress {
  private static final String OFFSET = "SELECT log_offset FROM sink WHERE partition = $1";
  private static final String OPEN =
      "SELECT coalesce(sum(open), 0)::bigint FROM open_executions WHERE account = $1 AND region = $2";
  private static final String CLOCKS = "SELECT partition, clock FROM sink";
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

  private final Pool pool;

  public SinkProgress(Pool pool) {
    this.pool = pool;
  }

  /**
   * Partition clocks of what PostgreSQL has, in milliseconds since the epoch, by partition. Blocks.
   *
   * @throws UnavailableException if PostgreSQL does not answer
   */
  public Map<Integer, Long> clocks() {
    Map<Integer, Long> clocks = new HashMap<>();
    try {
      for (Row row : pool.query(CLOCKS).execute().await().atMost(LIMIT)) {
        clocks.put(row.getInteger(0), row.getLong(1));
      }
    } catch (RuntimeException e) {
      throw new UnavailableException("PostgreSQL does not tell how far the sinks are", e);
    }
    return clocks;
  }

  /** How many executions of an account are open in a region. */
  Uni<Long> countOpen(String account, String region) {
    return pool.preparedQuery(OPEN).execute(Tuple.of(account, region)).map(SinkProgress::first);
  }

  /** The offset up to which PostgreSQL has the partition's journal. */
  Uni<Long> offset(int partition) {
    return pool.preparedQuery(OFFSET).execute(Tuple.of(partition)).map(SinkProgress::first);
  }

  /** True once the offset is reached, false if it is not within {@code millis}. */
  Uni<Boolean> await(int partition, long offset, long millis) {
    return look(partition, offset, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private Uni<Boolean> look(int partition, long offset, long deadline) {
    return offset(partition)
        .chain(
            reached -> {
              if (reached >= offset || System.nanoTime() - deadline >= 0) {
                return Uni.createFrom().item(reached >= offset);
              }
              return Uni.createFrom()
                  .voidItem()
                  .onItem()
                  .delayIt()
                  .by(BETWEEN_LOOKS)
                  .chain(() -> look(partition, offset, deadline));
            });
  }

  private static long first(RowSet<Row> rows) {
    return rows.rowCount() == 0 ? 0 : rows.iterator().next().getLong(0);
  }
}
