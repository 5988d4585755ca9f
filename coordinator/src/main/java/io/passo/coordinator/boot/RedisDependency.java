package io.passo.coordinator.boot;

import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.state.RedisCheck;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Redis that never evicts: an eviction would be a hole in the fold of the journal. */
@Singleton
final class RedisDependency implements Dependency {
  private final Redis redis;
  private final PassoConfig config;

  RedisDependency(Redis redis, PassoConfig config) {
    this.redis = redis;
    this.config = config;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public void prepare() throws Exception {
    probe();
    SettingProblems.settle(config.profile(), RedisCheck.problems(info()));
  }

  /** What INFO answers. */
  String info() throws Exception {
    Response info = send(Request.cmd(Command.INFO));
    return info == null ? "" : info.toString();
  }

  /** Its wall clock in milliseconds since the epoch. */
  long clock() throws Exception {
    Response time = send(Request.cmd(Command.TIME));
    if (time == null || time.size() != 2) {
      throw new IllegalStateException("Expected seconds and microseconds but found " + time);
    }
    return time.get(0).toLong() * 1_000 + time.get(1).toLong() / 1_000;
  }

  @Override
  public void probe() throws Exception {
    send(Request.cmd(Command.PING));
  }

  private @Nullable Response send(Request request) throws Exception {
    return redis.send(request).toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
  }
}
