package io.passo.coordinator.state;

import io.passo.servers.RedisServer;
import io.passo.servers.Servers;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.util.concurrent.TimeUnit;

/** The state store on a real Redis. */
final class RealRedis implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Redis client;
  private final RedisStateStore store;

  /** On the one of this JVM's tests. */
  RealRedis() {
    this(Servers.shared().redis());
  }

  /** On another one. */
  RealRedis(RedisServer server) {
    client = Redis.createClient(vertx, server.url());
    store = new RedisStateStore(client);
  }

  Redis client() {
    return client;
  }

  RedisStateStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
