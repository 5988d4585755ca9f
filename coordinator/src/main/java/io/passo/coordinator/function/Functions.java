package io.passo.coordinator.function;

import io.passo.coordinator.security.directory.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The functions in PostgreSQL. A function and its code change in one transaction. */
public final class Functions {
  private static final String COLUMNS = FunctionRows.COLUMNS;
  private static final String FIND =
      "SELECT " + COLUMNS + " FROM function WHERE account = $1 AND name = $2";
  private static final String LIST =
      "SELECT "
          + COLUMNS
          + " FROM function WHERE account = $1 AND name > $2 ORDER BY name LIMIT $3";
  private static final String OF_POOL =
      "SELECT " + COLUMNS + " FROM function WHERE pool = $1 ORDER BY account, name";
  private static final String INSERT =
      "INSERT INTO function (account, name, pool, settings, code_sha256, code_size, revision, modified_at)"
          + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
  private static final String UPDATE =
      "UPDATE function SET pool = $3, settings = $4, code_sha256 = $5, code_size = $6, revision = $7,"
          + " modified_at = $8 WHERE account = $1 AND name = $2";
  private static final String PUT_CODE =
      "INSERT INTO function_code (account, name, zip) VALUES ($1, $2, $3)"
          + " ON CONFLICT (account, name) DO UPDATE SET zip = excluded.zip";
  private static final String CODE =
      "SELECT c.zip FROM function_code c JOIN function f USING (account, name)"
          + " WHERE account = $1 AND name = $2 AND f.code_sha256 = $3";
  private static final String DELETE = "DELETE FROM function WHERE account = $1 AND name = $2";

  private final Pool pool;
  private final FunctionRows rows;

  /**
   * @param box encrypts settings: their environment may hold secrets
   */
  public Functions(Pool pool, SecretBox box) {
    this.pool = pool;
    this.rows = new FunctionRows(box);
  }

  /** The function of that name. */
  public Uni<Optional<StoredFunction>> find(String account, String name) {
    return pool.preparedQuery(FIND).execute(Tuple.of(account, name)).map(this::first);
  }

  /**
   * Functions of an account in the order of their names.
   *
   * @param after name that the one before the first had, empty for the first page
   */
  public Uni<List<StoredFunction>> list(String account, String after, int limit) {
    return pool.preparedQuery(LIST).execute(Tuple.of(account, after, limit)).map(rows::functions);
  }

  /** All functions that a pool runs. */
  public Uni<List<StoredFunction>> ofPool(String name) {
    return pool.preparedQuery(OF_POOL).execute(Tuple.of(name)).map(rows::functions);
  }

  /**
   * Stores a new function.
   *
   * @return false if there is one of that name
   */
  public Uni<Boolean> create(StoredFunction function, byte[] zip) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(INSERT)
                .execute(rows.row(function))
                .chain(
                    written ->
                        written.rowCount() == 0
                            ? Uni.createFrom().item(false)
                            : putCode(connection, function, zip).replaceWith(true)));
  }

  /**
   * Changes the settings of a function.
   *
   * @return the function after the change; empty if there is none
   */
  public Uni<Optional<StoredFunction>> change(
      String account, String name, UnaryOperator<StoredFunction> change) {
    return pool.withTransaction(connection -> change(connection, account, name, change));
  }

  /**
   * Gives a function other code.
   *
   * @param change gives the function that names the code
   */
  public Uni<Optional<StoredFunction>> changeCode(
      String account, String name, byte[] zip, UnaryOperator<StoredFunction> change) {
    return pool.withTransaction(
        connection ->
            change(connection, account, name, change)
                .chain(
                    changed ->
                        changed.isEmpty()
                            ? Uni.createFrom().item(changed)
                            : putCode(connection, changed.get(), zip).replaceWith(changed)));
  }

  private Uni<Optional<StoredFunction>> change(
      SqlConnection connection, String account, String name, UnaryOperator<StoredFunction> change) {
    return connection
        .preparedQuery(FIND + " FOR UPDATE")
        .execute(Tuple.of(account, name))
        .map(this::first)
        .map(found -> found.map(change))
        .chain(
            changed ->
                changed.isEmpty()
                    ? Uni.createFrom().item(changed)
                    : connection
                        .preparedQuery(UPDATE)
                        .execute(rows.row(changed.get()))
                        .replaceWith(changed));
  }

  private static Uni<Void> putCode(SqlConnection connection, StoredFunction function, byte[] zip) {
    Tuple row = Tuple.of(function.account(), function.name());
    return connection
        .preparedQuery(PUT_CODE)
        .execute(row.addValue(Buffer.buffer(zip)))
        .replaceWithVoid();
  }

  /** The zip of a function, empty if its code is another one by now. */
  public Uni<Optional<byte[]>> code(String account, String name, String sha256) {
    return pool.preparedQuery(CODE)
        .execute(Tuple.of(account, name, sha256))
        .map(
            found ->
                found.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(found.iterator().next().getBuffer(0).getBytes()));
  }

  /**
   * Deletes a function with its code.
   *
   * @return false if there was none
   */
  public Uni<Boolean> delete(String account, String name) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(account, name))
        .map(deleted -> deleted.rowCount() > 0);
  }

  private Optional<StoredFunction> first(RowSet<Row> found) {
    return rows.functions(found).stream().findFirst();
  }
}
