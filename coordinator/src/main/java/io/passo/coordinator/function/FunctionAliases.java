package io.passo.coordinator.function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** Aliases of functions in PostgreSQL. */
public final class FunctionAliases {
  private static final String COLUMNS =
      "a.account, a.name, a.alias, a.version, a.description, a.other, a.weight, a.revision";
  private static final String LIST =
      "SELECT " + COLUMNS + " FROM function_alias a WHERE account = $1 AND name = $2";
  private static final String PAGE = LIST + " AND alias > $3 ORDER BY alias LIMIT $4";
  private static final String FIND = LIST + " AND alias = $3";
  private static final String OF_POOL =
      "SELECT "
          + COLUMNS
          + " FROM function_alias a JOIN function f USING (account, name) WHERE f.pool = $1"
          + " ORDER BY a.account, a.name, a.alias";
  private static final String INSERT =
      "INSERT INTO function_alias (account, name, alias, version, description, other, weight, revision)"
          + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
  private static final String UPDATE =
      "UPDATE function_alias SET version = $4, description = $5, other = $6, weight = $7, revision = $8"
          + " WHERE account = $1 AND name = $2 AND alias = $3";
  private static final String DELETE =
      "DELETE FROM function_alias WHERE account = $1 AND name = $2 AND alias = $3";

  private final Pool pool;

  public FunctionAliases(Pool pool) {
    this.pool = pool;
  }

  /**
   * Stores a new alias of a function that is there.
   *
   * @return false if there is one of that name
   */
  public Uni<Boolean> create(FunctionAlias alias) {
    return pool.preparedQuery(INSERT).execute(row(alias)).map(written -> written.rowCount() > 0);
  }

  /** The alias of that name. */
  public Uni<Optional<FunctionAlias>> find(String account, String name, String alias) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(account, name, alias))
        .map(rows -> all(rows).stream().findFirst());
  }

  /**
   * Aliases of a function in the order of their names.
   *
   * @param after name before the first one, empty for the first page
   */
  public Uni<List<FunctionAlias>> list(String account, String name, String after, int limit) {
    return pool.preparedQuery(PAGE)
        .execute(Tuple.of(account, name, after, limit))
        .map(FunctionAliases::all);
  }

  /** All aliases of the functions that a pool runs. */
  public Uni<List<FunctionAlias>> ofPool(String name) {
    return pool.preparedQuery(OF_POOL).execute(Tuple.of(name)).map(FunctionAliases::all);
  }

  /**
   * Changes an alias.
   *
   * @return the alias after the change; empty if there is none
   */
  public Uni<Optional<FunctionAlias>> change(
      String account, String name, String alias, UnaryOperator<FunctionAlias> change) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(FIND + " FOR UPDATE")
                .execute(Tuple.of(account, name, alias))
                .map(rows -> all(rows).stream().findFirst().map(change))
                .chain(
                    changed ->
                        changed.isEmpty()
                            ? Uni.createFrom().item(changed)
                            : connection
                                .preparedQuery(UPDATE)
                                .execute(row(changed.get()))
                                .replaceWith(changed)));
  }

  /** Deletes an alias; what is not there is as good as deleted. */
  public Uni<Void> delete(String account, String name, String alias) {
    return pool.preparedQuery(DELETE).execute(Tuple.of(account, name, alias)).replaceWithVoid();
  }

  private static Tuple row(FunctionAlias alias) {
    return Tuple.tuple()
        .addString(alias.account())
        .addString(alias.name())
        .addString(alias.alias())
        .addString(alias.version())
        .addString(alias.description())
        .addString(alias.other())
        .addDouble(alias.weight())
        .addUUID(alias.revision());
  }

  private static List<FunctionAlias> all(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new FunctionAlias(
                    row.getString("account"),
                    row.getString("name"),
                    row.getString("alias"),
                    row.getString("version"),
                    row.getString("description"),
                    row.getString("other"),
                    row.getDouble("weight"),
                    row.getUUID("revision")))
        .toList();
  }
}
