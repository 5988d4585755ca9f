package io.passo.coordinator.function;

import io.passo.coordinator.security.directory.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Published versions of functions in PostgreSQL. They never change. */
public final class FunctionVersions {
  private static final String FIND =
      "SELECT "
          + FunctionRows.COLUMNS
          + ", version FROM function_version WHERE account = $1 AND name = $2";
  private static final String FIND_ONE = FIND + " AND version = $3";
  private static final String LIST = FIND + " AND version > $3 ORDER BY version LIMIT $4";
  private static final String LAST = FIND + " ORDER BY version DESC LIMIT 1";
  private static final String LOCK =
      "SELECT "
          + FunctionRows.COLUMNS
          + " FROM function WHERE account = $1 AND name = $2 FOR UPDATE";
  private static final String NEXT =
      "UPDATE function SET last_version = last_version + 1 WHERE account = $1 AND name = $2"
          + " RETURNING last_version";
  // $3 is the pool, which belongs to the function.
  private static final String INSERT =
      "INSERT INTO function_version"
          + " (account, name, version, settings, code_sha256, code_size, revision, modified_at, zip)"
          + " SELECT c.account, c.name, $9::int, $4::text, $5::text, $6::bigint, $7::uuid, $8::timestamptz,"
          + " c.zip FROM function_code c"
          + " WHERE c.account = $1 AND c.name = $2 AND $3::text IS NOT NULL";
  private static final String OF_POOL =
      "SELECT v.account, v.name, v.settings, v.code_sha256, v.code_size, v.revision, v.modified_at,"
          + " v.version FROM function_version v JOIN function f USING (account, name)"
          + " WHERE f.pool = $1 ORDER BY account, name, version";
  private static final String CODE =
      "SELECT zip FROM function_version"
          + " WHERE account = $1 AND name = $2 AND version = $3 AND code_sha256 = $4";
  private static final String DELETE =
      "DELETE FROM function_version WHERE account = $1 AND name = $2 AND version = $3";

  private final Pool pool;
  private final FunctionRows rows;

  /**
   * @param box encrypts settings: their environment may hold secrets
   */
  public FunctionVersions(Pool pool, SecretBox box) {
    this.pool = pool;
    this.rows = new FunctionRows(box);
  }

  /**
   * Publishes a function as it is now. If it is as in its last version, that one is the answer.
   *
   * @param description of the version; empty for the function's own
   * @param check throws what keeps the function from being published
   * @return empty if there is no such function
   */
  public Uni<Optional<FunctionVersion>> publish(
      String account, String name, String description, Consumer<StoredFunction> check) {
    Tuple key = Tuple.of(account, name);
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(LOCK)
                .execute(key)
                .map(rows::functions)
                .chain(
                    found -> {
                      if (found.isEmpty()) {
                        return Uni.createFrom().item(Optional.<FunctionVersion>empty());
                      }
                      StoredFunction function = found.getFirst();
                      check.accept(function);
                      return publish(connection, key, described(function, description));
                    }));
  }

  private static StoredFunction described(StoredFunction function, String description) {
    StoredFunction.Settings settings = function.settings();
    return new StoredFunction(
        function.account(),
        function.name(),
        description.isEmpty() ? settings : settings.described(description),
        function.code(),
        UUID.randomUUID(),
        function.modifiedAt());
  }

  private Uni<Optional<FunctionVersion>> publish(
      SqlConnection connection, Tuple key, StoredFunction function) {
    return connection
        .preparedQuery(LAST)
        .execute(key)
        .map(rows::versions)
        .chain(
            last -> {
              if (!last.isEmpty() && isSame(last.getFirst().function(), function)) {
                return Uni.createFrom().item(Optional.of(last.getFirst()));
              }
              return connection
                  .preparedQuery(NEXT)
                  .execute(key)
                  .map(next -> next.iterator().next().getInteger(0))
                  .call(
                      number ->
                          connection
                              .preparedQuery(INSERT)
                              .execute(rows.row(function).addInteger(number)))
                  .map(number -> Optional.of(new FunctionVersion(function, number)));
            });
  }

  // The description is the version's own, and tags are the function's.
  private static boolean isSame(StoredFunction last, StoredFunction now) {
    return last.code().equals(now.code()) && bare(last).equals(bare(now));
  }

  private static StoredFunction.Settings bare(StoredFunction function) {
    return function.settings().described("").tagged(Map.of());
  }

  /** A version of a function. */
  public Uni<Optional<FunctionVersion>> find(String account, String name, int number) {
    return pool.preparedQuery(FIND_ONE)
        .execute(Tuple.of(account, name, number))
        .map(found -> rows.versions(found).stream().findFirst());
  }

  /**
   * Versions of a function in the order of their numbers.
   *
   * @param after number before the first one, 0 for the first page
   */
  public Uni<List<FunctionVersion>> list(String account, String name, int after, int limit) {
    return pool.preparedQuery(LIST)
        .execute(Tuple.of(account, name, after, limit))
        .map(rows::versions);
  }

  /** All versions of the functions that a pool runs. */
  public Uni<List<FunctionVersion>> ofPool(String name) {
    return pool.preparedQuery(OF_POOL).execute(Tuple.of(name)).map(rows::versions);
  }

  /** The zip of a version. */
  public Uni<Optional<byte[]>> code(String account, String name, int number, String sha256) {
    return pool.preparedQuery(CODE)
        .execute(Tuple.of(account, name, number, sha256))
        .map(FunctionVersions::zip);
  }

  private static Optional<byte[]> zip(RowSet<Row> rows) {
    return rows.rowCount() == 0
        ? Optional.empty()
        : Optional.of(rows.iterator().next().getBuffer(0).getBytes());
  }

  /** Deletes a version; what is not there is as good as deleted. */
  public Uni<Void> delete(String account, String name, int number) {
    return pool.preparedQuery(DELETE).execute(Tuple.of(account, name, number)).replaceWithVoid();
  }
}
