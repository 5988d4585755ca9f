package io.passo.coordinator.history;

import io.passo.coordinator.engine.BlobId;
import io.passo.coordinator.engine.Blobs;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link Blobs} in chunks of rows. A blob is written in one transaction that is on disk when it
 * returns, so it is there whole or not at all.
 */
public final class PgBlobs implements Blobs {
  private static final int CHUNK_BYTES = 512 << 10;
  private static final long LIMIT_SECONDS = 60;

  /** Nothing younger is removed: its records may still be on their way here. */
  private static final String OLD = "interval '8 days'";

  private static final String BLOB =
      "INSERT INTO blob (id, size) VALUES ($1, $2)"
          + " ON CONFLICT (id) DO UPDATE SET used_at = now() RETURNING (xmax = 0)";
  private static final String CHUNK =
      "INSERT INTO blob_chunk (id, number, data) VALUES ($1, $2, $3)";
  private static final String STORED =
      "SELECT coalesce(sum(octet_length(data)), 0) FROM blob_chunk WHERE id = $1";
  private static final String USES =
      "INSERT INTO blob_use (execution_key, id) SELECT * FROM unnest($1::text[], $2::text[])"
          + " ON CONFLICT DO NOTHING";
  private static final String READ =
      "SELECT id, data FROM blob_chunk WHERE id = ANY($1::text[]) ORDER BY id, number";
  private static final String FORGET =
      "DELETE FROM blob_use u WHERE u.noted_at < now() - "
          + OLD
          + " AND NOT EXISTS (SELECT FROM execution e WHERE e.execution_key = u.execution_key)";
  private static final String SWEEP =
      "DELETE FROM blob b WHERE b.used_at < now() - "
          + OLD
          + " AND NOT EXISTS (SELECT FROM blob_use u WHERE u.id = b.id)";

  private final Pool pool;

  public PgBlobs(Pool pool) {
    this.pool = pool;
  }

  @Override
  public void put(Collection<Blob> blobs, Collection<Use> uses) {
    await(
        "storing of blobs",
        pool.withTransaction(
            connection -> {
              Future<Void> done = Future.succeededFuture();
              for (Blob blob : blobs) {
                done = done.compose(before -> put(connection, blob));
              }
              return done.compose(stored -> note(connection, uses));
            }));
  }

  private static Future<Void> put(SqlConnection connection, Blob blob) {
    return connection
        .preparedQuery(BLOB)
        .execute(Tuple.of(blob.id().value(), blob.data().length))
        .compose(
            rows ->
                rows.iterator().next().getBoolean(0)
                    ? chunks(connection, blob)
                    : Future.succeededFuture())
        .compose(written -> connection.preparedQuery(STORED).execute(Tuple.of(blob.id().value())))
        .compose(rows -> check(blob, rows.iterator().next().getLong(0)));
  }

  private static Future<Void> chunks(SqlConnection connection, Blob blob) {
    Future<Void> done = Future.succeededFuture();
    Buffer data = Buffer.buffer(blob.data());
    for (int from = 0, number = 0; from < data.length(); from += CHUNK_BYTES, number++) {
      Buffer part = data.slice(from, Math.min(data.length(), from + CHUNK_BYTES));
      Tuple row = Tuple.of(blob.id().value(), number, part);
      done = done.compose(before -> connection.preparedQuery(CHUNK).execute(row).mapEmpty());
    }
    return done;
  }

  private static Future<Void> check(Blob blob, long stored) {
    return stored == blob.data().length
        ? Future.succeededFuture()
        : Future.failedFuture(
            "Expected " + blob.data().length + " bytes of a blob but found " + stored);
  }

  private static Future<Void> note(SqlConnection connection, Collection<Use> uses) {
    if (uses.isEmpty()) {
      return Future.succeededFuture();
    }
    Tuple values =
        Tuple.tuple()
            .addArrayOfString(uses.stream().map(use -> use.key().value()).toArray(String[]::new))
            .addArrayOfString(uses.stream().map(use -> use.blob().value()).toArray(String[]::new));
    return connection.preparedQuery(USES).execute(values).mapEmpty();
  }

  @Override
  public Map<BlobId, byte[]> get(Collection<BlobId> ids) {
    String[] names = ids.stream().map(BlobId::value).toArray(String[]::new);
    RowSet<Row> rows =
        await(
            "reading of blobs",
            pool.preparedQuery(READ).execute(Tuple.tuple().addArrayOfString(names)));
    Map<BlobId, ByteArrayOutputStream> parts = new LinkedHashMap<>();
    for (Row row : rows) {
      parts
          .computeIfAbsent(new BlobId(row.getString(0)), id -> new ByteArrayOutputStream())
          .writeBytes(row.getBuffer(1).getBytes());
    }
    Map<BlobId, byte[]> blobs = new HashMap<>();
    parts.forEach((id, data) -> blobs.put(id, data.toByteArray()));
    return blobs;
  }

  /**
   * Removes what no record can name any more: blobs of executions that are gone, and those whose
   * commit never came.
   *
   * @return how many blobs were removed
   */
  public int sweep() {
    await("forgetting of uses", pool.query(FORGET).execute());
    return await("sweeping of blobs", pool.query(SWEEP).execute()).rowCount();
  }

  private static <T> T await(String what, Future<T> future) {
    return Blocking.await(what, future, LIMIT_SECONDS);
  }
}
