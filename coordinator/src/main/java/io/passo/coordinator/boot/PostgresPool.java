package io.passo.coordinator.boot;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The reactive pool of connections to PostgreSQL. A connection that is half-open takes statements
 * and never answers; given up by those who wait for it, it would stay in the pool, in use for ever.
 * So one on which nothing was read for 10 s is closed, and what waits on it fails. No statement may
 * be silent for longer than that.
 *
 * <p>The pool closes connections that nobody used for 4 s, so that none is closed at the moment at
 * which it is used, and whoever waits for one of them has at least 5 s.
 */
@Singleton
final class PostgresPool implements PgPoolCreator {
  private static final int SILENT_SECONDS = 10;
  private static final int CONNECT_SECONDS = 5;
  // Who asks waits no longer than that: later it would be done for nobody.
  private static final int QUEUED_SECONDS = 5;

  @Override
  public Pool create(Input input) {
    return create(
        input.vertx(),
        input.pgConnectOptionsList(),
        input.poolOptions(),
        SILENT_SECONDS,
        QUEUED_SECONDS);
  }

  /**
   * A pool over some servers, which take turns.
   *
   * @param silentSeconds after which a connection is closed on which nothing was read
   * @param queuedSeconds after which a call fails that has found no free connection
   */
  @SuppressWarnings("deprecation") // nothing else bounds how long a server may take to greet
  static Pool create(
      Vertx vertx,
      List<PgConnectOptions> servers,
      PoolOptions options,
      int silentSeconds,
      int queuedSeconds) {
    PoolOptions bounded =
        new PoolOptions(options)
            .setConnectionTimeout(queuedSeconds)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS);
    Pool pool =
        PgBuilder.pool().with(bounded).connectingTo(servers.getFirst()).using(vertx).build();
    AtomicInteger turn = new AtomicInteger();
    ConnectionFactory factory =
        PgDriver.INSTANCE.createConnectionFactory(
            vertx,
            () ->
                Future.succeededFuture(
                    servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()))));
    return pool.connectionProvider(
        context -> connect(factory, context).onSuccess(made -> watch(made, silentSeconds)));
  }

  /** A connection that is not made in time is closed when it is. */
  private static Future<SqlConnection> connect(ConnectionFactory factory, Context context) {
    Future<SqlConnection> made = factory.connect(context);
    return made.timeout(CONNECT_SECONDS, TimeUnit.SECONDS)
        .onFailure(late -> made.onSuccess(SqlConnection::close));
  }

  /**
   * The time-outs of the client end a connection as a person would: they say good-bye and wait for
   * the server to close it.
   */
  private static void watch(SqlConnection made, int silentSeconds) {
    Connection connection = ((SqlConnectionInternal) made).unwrap();
    ((SocketConnectionBase) connection)
        .socket()
        .channelHandlerContext()
        .pipeline()
        .addFirst(new Silence(silentSeconds));
  }

  /** Closes a connection on which nothing was read for a while. */
  private static final class Silence extends IdleStateHandler {
    Silence(int seconds) {
      super(seconds, 0, 0, TimeUnit.SECONDS);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext connection, IdleStateEvent silence) {
      var unused = connection.close();
    }
  }
}
