package io.passo.coordinator.state;

import io.passo.servers.Servers;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.util.concurrent.TimeUnit;

/** The state store on the Redis of this JVM's tests. */
final class RealRedis implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Redis client = Redis.createClient(vertx, Servers.shared().redis().url());
  private final RedisStateStore store = new RedisStateStore(client);

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
