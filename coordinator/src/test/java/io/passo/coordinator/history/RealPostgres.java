package io.passo.coordinator.history;

import io.passo.servers.PostgresServer;
import io.passo.servers.Servers;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/** Connections to the PostgreSQL of this JVM's tests, with the newest schema. */
final class RealPostgres implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;

  RealPostgres() {
    PostgresServer server = Servers.shared().postgres();
    Flyway.configure()
        .dataSource(server.jdbcUrl(), server.username(), server.password())
        .load()
        .migrate();
    PgConnectOptions options =
        PgConnectOptions.fromUri(server.url())
            .setUser(server.username())
            .setPassword(server.password())
            .setCachePreparedStatements(true);
    pool = PgBuilder.pool().connectingTo(options).using(vertx).build();
  }

  Pool pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
