package io.passo.coordinator.state;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import org.jspecify.annotations.Nullable;

/**
 * One connection on which commands are pipelined: they are executed in the order in which {@link
 * #send} was called. A connection that fails is thrown away with everything under way on it; the
 * next command opens another one.
 *
 * <p>One that is half-open fails when its client has read nothing for so long as its options say:
 * given back, it would be taken for a whole one by the pool.
 */
final class RedisLink implements AutoCloseable {
  // How the client ends what was under way when a connection was closed.
  private static final String CLOSED = "CONNECTION_CLOSED";

  private final Redis redis;
  private @Nullable Future<RedisConnection> connection;

  RedisLink(Redis redis) {
    this.redis = redis;
  }

  /**
   * Sends a command; its future fails if Redis answers with an error or the connection ends, and
   * then the outcome is unknown.
   */
  Future<@Nullable Response> send(Request request) {
    Future<RedisConnection> current = connection();
    return current
        .compose(open -> open.send(request))
        .onFailure(failure -> checkAlive(current, failure));
  }

  @Override
  public void close() {
    Future<RedisConnection> current;
    synchronized (this) {
      current = connection;
      connection = null;
    }
    if (current != null) {
      current.onSuccess(RedisConnection::close);
    }
  }

  private synchronized Future<RedisConnection> connection() {
    Future<RedisConnection> current = connection;
    if (current == null) {
      current = redis.connect();
      connection = current;
      Future<RedisConnection> opened = current;
      opened.onSuccess(
          open ->
              open.exceptionHandler(failure -> forget(opened)).endHandler(end -> forget(opened)));
    }
    return current;
  }

  // An error answer of Redis leaves the connection whole; anything else ends it.
  private void checkAlive(Future<RedisConnection> used, Throwable failure) {
    if (!(failure instanceof ErrorType) || CLOSED.equals(failure.getMessage())) {
      forget(used);
      used.onSuccess(RedisConnection::close);
    }
  }

  private synchronized void forget(Future<RedisConnection> ended) {
    if (connection == ended) {
      connection = null;
    }
  }
}
