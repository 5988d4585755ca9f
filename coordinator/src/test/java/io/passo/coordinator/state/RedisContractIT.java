package io.passo.coordinator.state;

import io.passo.coordinator.engine.StateStore;
import io.passo.coordinator.engine.StateStoreContract;
import io.passo.servers.Servers;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of the state store, asked of a real Redis. */
class RedisContractIT extends StateStoreContract {
  private static final int PARTITION = 5;

  private static Vertx vertx;
  private static Redis redis;
  private static RedisStateStore store;

  @BeforeAll
  static void connect() {
    vertx = Vertx.vertx();
    redis = Redis.createClient(vertx, Servers.shared().redis().url());
    store = new RedisStateStore(redis);
  }

  @AfterAll
  static void disconnect() throws Exception {
    store.close();
    redis.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Override
  protected StateStore store() {
    return store;
  }

  @Override
  protected int partition() {
    return PARTITION;
  }

  @Override
  protected <T> T call(Supplier<T> call) {
    return call.get();
  }

  @Override
  protected <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(10, TimeUnit.SECONDS).join();
  }
}
