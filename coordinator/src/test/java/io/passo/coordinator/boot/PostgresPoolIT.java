package io.passo.coordinator.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.passo.coordinator.api.Outage;
import io.passo.servers.PostgresServer;
import io.passo.servers.Servers;
import io.passo.servers.proxy.TcpProxy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool of one connection to a real PostgreSQL whose network may be half-open. */
class PostgresPoolIT {
  private static final long LIMIT_SECONDS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final TcpProxy proxy = TcpProxy.plain();

  @BeforeEach
  void connect() {
    proxy.connectTo(PgConnectOptions.fromUri(Servers.shared().postgres().url()).getPort());
  }

  @AfterEach
  void disconnect() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    proxy.close();
  }

  private Pool pool(int silentSeconds, int queuedSeconds) {
    PostgresServer server = Servers.shared().postgres();
    PgConnectOptions options =
        PgConnectOptions.fromUri(server.url())
            .setPort(proxy.port())
            .setUser(server.username())
            .setPassword(server.password());
    return PostgresPool.create(
        vertx, List.of(options), new PoolOptions().setMaxSize(1), silentSeconds, queuedSeconds);
  }

  @Test
  void shouldGiveUpAConnectionThatIsHalfOpen() {
    // given
    Pool pool = pool(1, 10);
    await(select(pool));
    proxy.stall();
    Future<RowSet<Row>> unanswered = select(pool);

    // when
    assertThat(proxy.leaveHalfOpen()).isEqualTo(1);

    // then
    Throwable failure = catchThrowable(() -> await(unanswered));
    assertThat(failure).isInstanceOf(CompletionException.class);
    assertThat(Outage.isCauseOf(failure)).isTrue();
    // Who is quick may still get the one that has just been closed.
    Awaitility.await().until(() -> answers(pool));
  }

  @Test
  void shouldForgetWhatWaitsForAConnectionForTooLong() {
    // given
    Pool pool = pool(10, 1);
    Future<RowSet<Row>> slow = pool.query("SELECT pg_sleep(2)").execute();
    Future<RowSet<Row>> first = pool.query("CREATE TABLE pool_it (a int)").execute();

    // when
    Throwable failure = catchThrowable(() -> await(first));

    // then
    assertThat(Outage.isCauseOf(failure)).isTrue();
    await(slow);
    Future<RowSet<Row>> made = pool.query("SELECT to_regclass('pool_it')").execute();
    assertThat(await(made).iterator().next().getValue(0)).isNull();
  }

  private static boolean answers(Pool pool) {
    try {
      return await(select(pool)).size() == 1;
    } catch (CompletionException e) {
      return false;
    }
  }

  private static Future<RowSet<Row>> select(Pool pool) {
    return pool.query("SELECT 1").execute();
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
