package io.passo.coordinator.state;

import io.passo.coordinator.engine.StateStore;
import io.passo.coordinator.engine.StateStoreContract;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of the state store, asked of a real Redis. */
class RedisContractIT extends StateStoreContract {
  private static final int PARTITION = 5;

  private static RealRedis redis;
  private static RedisStateStore store;

  @BeforeAll
  static void connect() {
    redis = new RealRedis();
    store = redis.store();
  }

  @AfterAll
  static void disconnect() throws Exception {
    redis.close();
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
