package io.passo.coordinator.history;

import io.passo.coordinator.engine.HistorySink;
import io.passo.coordinator.engine.PartitionMeta;
import io.passo.coordinator.engine.UnavailableException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@link HistorySink} over the reactive client. Batches are one transaction whose statements are
 * sent together: two round trips whatever their number and size. One connection is held for it.
 */
public final class PgHistorySink implements HistorySink, AutoCloseable {
  // Position and data roll back together, so a lost commit is written again.
  private static final String BEGIN = "BEGIN; SET LOCAL synchronous_commit TO off";
  private static final String FIRST_PLACE =
      "INSERT INTO sink (partition, log_offset, leader_epoch, epoch, seq, clock, progress)"
          + " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (partition) DO NOTHING";
  private static final String PLACE =
      "SELECT " + SinkRow.COLUMNS + " FROM sink s WHERE s.partition = $1";
  private static final String MOVE =
      "UPDATE sink s SET log_offset = m.log_offset, leader_epoch = m.leader_epoch, epoch = m.epoch, seq = m.seq, clock = m.clock,"
          + " progress = m.progress, updated_at = now()"
          + " FROM unnest($1::int[], $2::bigint[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::bigint[])"
          + " AS m(partition, log_offset, leader_epoch, epoch, seq, clock, progress, previous)"
          + " WHERE s.partition = m.partition AND s.log_offset = m.previous";

  private static final String GAP =
      "INSERT INTO sink_gap (partition, from_offset, to_offset) VALUES ($1, $2, $3)"
          + " ON CONFLICT (partition, from_offset) DO UPDATE SET to_offset = excluded.to_offset";

  private final Pool pool;
  private final AtomicReference<@Nullable SqlConnection> held = new AtomicReference<>();

  public PgHistorySink(Pool pool) {
    this.pool = pool;
  }

  @Override
  public synchronized PartitionMeta place(int partition) {
    SqlConnection connection = connection();
    try {
      Future<RowSet<Row>> found =
          connection
              .preparedQuery(FIRST_PLACE)
              .execute(SinkRow.tuple(partition, PartitionMeta.START))
              .compose(made -> connection.preparedQuery(PLACE).execute(Tuple.of(partition)));
      return SinkRow.read(Blocking.await("place of the sink", found).iterator().next());
    } catch (UnavailableException e) {
      discard();
      throw e;
    }
  }

  @Override
  public synchronized boolean commit(List<Move> moves) {
    SqlConnection connection = connection();
    try {
      boolean owner = Blocking.await("history batch", write(connection, moves));
      Blocking.await(
          "end of the history batch", connection.query(owner ? "COMMIT" : "ROLLBACK").execute());
      return owner;
    } catch (UnavailableException e) {
      discard();
      throw e;
    }
  }

  // Nothing waits for the answer to the one before: after an error PostgreSQL refuses the rest of
  // the transaction.
  private static Future<Boolean> write(SqlConnection connection, List<Move> moves) {
    List<Future<RowSet<Row>>> sent = new ArrayList<>();
    sent.add(connection.query(BEGIN).execute());
    Future<RowSet<Row>> moved = connection.preparedQuery(MOVE).execute(SinkRow.columns(moves));
    sent.add(moved);
    for (BulkStatement statement : SinkStatements.of(moves)) {
      sent.add(connection.preparedQuery(statement.sql()).execute(statement.values()));
    }
    return Future.join(sent)
        .map(true)
        // From a place that has moved the rest may fail, too: that history is there already.
        .recover(
            failure ->
                isElsewhere(moved, moves)
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure))
        .map(written -> written && !isElsewhere(moved, moves));
  }

  private static boolean isElsewhere(Future<RowSet<Row>> moved, List<Move> moves) {
    return moved.succeeded() && moved.result().rowCount() < moves.size();
  }

  @Override
  public synchronized void noteGap(int partition, long from, long to) {
    Tuple gap = Tuple.of(partition, from, to);
    Blocking.await("gap of the sink", pool.preparedQuery(GAP).execute(gap));
  }

  private SqlConnection connection() {
    SqlConnection current = held.get();
    if (current != null) {
      return current;
    }
    SqlConnection opened = Blocking.await("connection for the sink", pool.getConnection());
    held.set(opened);
    // Without a lock: the event loop that tells it is the one that whoever holds the lock waits
    // for.
    opened.closeHandler(closed -> held.compareAndSet(opened, null));
    return opened;
  }

  // An open transaction must not go back to the pool.
  private void discard() {
    SqlConnection connection = held.getAndSet(null);
    if (connection != null) {
      connection.query("ROLLBACK").execute().onComplete(rolledBack -> connection.close());
    }
  }

  @Override
  public synchronized void close() {
    discard();
  }
}
