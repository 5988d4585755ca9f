package io.passo.coordinator.state;

import io.smallrye.mutiny.Multi;
import io.vertx.redis.client.Redis;

/** What the API asks Redis, over a connection of its own. */
public final class RedisReads implements AutoCloseable {
  private final RedisLink link;
  private final Pointers pointers;
  private final int partitions;

  /**
   * @param partitions engine partitions, P
   */
  public RedisReads(Redis redis, int partitions) {
    this.link = new RedisLink(redis);
    this.pointers = new Pointers(link);
    this.partitions = partitions;
  }

  /** Open executions. */
  public LiveExecutions executions() {
    return new RedisLiveExecutions(link, pointers, partitions);
  }

  /**
   * Activity tasks that wait.
   *
   * @param available ARNs of activities with new tasks
   */
  public ActivityQueue activities(Multi<String> available) {
    return new RedisActivityQueue(link, pointers, partitions, available);
  }

  /** Token buckets. */
  public TokenLeases tokens() {
    return new RedisTokenLeases(link);
  }

  /** Token buckets that may owe. */
  public TokenDebts debts() {
    return new RedisTokenLeases(link);
  }

  @Override
  public void close() {
    link.close();
  }
}
