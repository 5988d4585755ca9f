package io.passo.coordinator.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.coordinator.function.StoredFunction.Code;
import io.passo.coordinator.function.StoredFunction.Settings;
import io.passo.coordinator.security.directory.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** The functions in PostgreSQL. A function and its code change in one transaction. */
public final class Functions {
  private static final String COLUMNS =
      "account, name, settings, code_sha256, code_size, revision, modified_at";
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

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Pool pool;
  private final SecretBox box;

  /**
   * @param box encrypts settings: their environment may hold secrets
   */
  public Functions(Pool pool, SecretBox box) {
    this.pool = pool;
    this.box = box;
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
    return pool.preparedQuery(LIST).execute(Tuple.of(account, after, limit)).map(this::all);
  }

  /** All functions that a pool runs. */
  public Uni<List<StoredFunction>> ofPool(String name) {
    return pool.preparedQuery(OF_POOL).execute(Tuple.of(name)).map(this::all);
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
                .execute(row(function))
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
                        .execute(row(changed.get()))
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
            rows ->
                rows.rowCount() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getBuffer(0).getBytes()));
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

  private Tuple row(StoredFunction function) {
    return Tuple.tuple()
        .addString(function.account())
        .addString(function.name())
        .addString(function.settings().pool())
        .addString(sealed(function))
        .addString(function.code().sha256())
        .addLong(function.code().size())
        .addUUID(function.revision())
        .addOffsetDateTime(function.modifiedAt().atOffset(ZoneOffset.UTC));
  }

  private List<StoredFunction> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(this::function).toList();
  }

  private Optional<StoredFunction> first(RowSet<Row> rows) {
    return all(rows).stream().findFirst();
  }

  private StoredFunction function(Row row) {
    String account = row.getString("account");
    String name = row.getString("name");
    return new StoredFunction(
        account,
        name,
        opened(row.getString("settings"), account, name),
        new Code(row.getString("code_sha256"), row.getLong("code_size")),
        row.getUUID("revision"),
        row.getOffsetDateTime("modified_at").toInstant());
  }

  private String sealed(StoredFunction function) {
    try {
      return box.close(
          JSON.writeValueAsString(function.settings()), function.account() + "/" + function.name());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of texts are JSON", e);
    }
  }

  private Settings opened(String sealed, String account, String name) {
    try {
      return JSON.readValue(box.open(sealed, account + "/" + name), Settings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected settings of a function as JSON", e);
    }
  }
}
