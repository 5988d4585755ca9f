package io.passo.coordinator.security.directory;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * {@link DirectoryStore} over PostgreSQL: one row counts the changes, and each entry says with
 * which one it was written, so that what others changed is read by number. Deleted entries stay as
 * rows without a value.
 */
public final class PgDirectory implements DirectoryStore {
  // One statement, so one snapshot of the count and the entries.
  private static final String NEWER =
      "SELECT v.version, e.kind, e.key, e.value FROM directory_version v"
          + " LEFT JOIN directory_entry e ON e.version > $1";
  private static final String NEXT =
      "UPDATE directory_version SET version = version + 1 RETURNING version";
  private static final String WRITE =
      "INSERT INTO directory_entry (kind, key, value, version) VALUES ($1, $2, $3, $4)"
          + " ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, version = excluded.version";

  private final Pool pool;
  private final EntryCodec codec;
  private volatile Directory current = Directory.EMPTY;

  public PgDirectory(Pool pool, SecretBox box) {
    this.pool = pool;
    this.codec = new EntryCodec(box);
  }

  @Override
  public Directory current() {
    return current;
  }

  @Override
  public Uni<Directory> fresh() {
    return Uni.createFrom()
        .deferred(
            () -> {
              Directory known = current;
              return pool.preparedQuery(NEWER)
                  .execute(Tuple.of(known.version()))
                  .map(rows -> adopt(after(known, rows)));
            });
  }

  @Override
  public <T> Uni<T> change(Function<Directory, Changed<T>> change) {
    return pool.withTransaction(connection -> change(connection, change))
        .map(
            written -> {
              adopt(written.directory());
              return written.answer();
            });
  }

  private record Written<T>(Directory directory, T answer) {}

  private <T> Uni<Written<T>> change(
      SqlConnection connection, Function<Directory, Changed<T>> change) {
    Directory known = current;
    // The row is locked up to the commit, so nobody else writes meanwhile.
    return connection
        .query(NEXT)
        .execute()
        .chain(ignored -> connection.preparedQuery(NEWER).execute(Tuple.of(known.version())))
        .map(rows -> after(known, rows))
        .chain(
            newest -> {
              Changed<T> changed = change.apply(newest);
              return write(connection, newest.version(), changed.changes())
                  .replaceWith(
                      new Written<>(
                          newest.with(newest.version(), changed.changes()), changed.answer()));
            });
  }

  private Uni<Void> write(SqlConnection connection, long version, List<Change> changes) {
    if (changes.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Tuple> rows =
        changes.stream()
            .map(codec::write)
            .map(entry -> Tuple.of(entry.kind(), entry.key(), entry.value(), version))
            .toList();
    return connection.preparedQuery(WRITE).executeBatch(rows).replaceWithVoid();
  }

  private Directory after(Directory known, RowSet<Row> rows) {
    long version = known.version();
    List<Change> changes = new ArrayList<>();
    for (Row row : rows) {
      version = row.getLong("version");
      String kind = row.getString("kind");
      if (kind != null) {
        changes.add(codec.read(new Entry(kind, row.getString("key"), row.getString("value"))));
      }
    }
    return version == known.version() ? known : known.with(version, changes);
  }

  // Answers may arrive in another order than they were asked for. The count is never behind: a
  // restored database is a reason to start again.
  private synchronized Directory adopt(Directory newer) {
    if (newer.version() > current.version()) {
      current = newer;
    }
    return current;
  }
}
