package io.passo.coordinator.boot;

import io.passo.coordinator.config.InvalidSettingException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Redis that never evicts: an eviction would be a hole in the fold of the journal. */
@Singleton
final class RedisDependency implements Dependency {
  private static final Logger LOG = Logger.getLogger(RedisDependency.class);
  private static final String WANTED = "noeviction";

  private final Redis redis;

  RedisDependency(Redis redis) {
    this.redis = redis;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public void prepare() throws Exception {
    probe();
    String policy = evictionPolicy();
    if (policy == null) {
      LOG.warn("Redis does not tell its maxmemory-policy: it must be noeviction");
    } else if (!policy.equals(WANTED)) {
      throw new InvalidSettingException(
          "Expected maxmemory-policy of Redis to be noeviction but found '"
              + policy
              + "': evicted keys would be lost state");
    }
  }

  @Override
  public void probe() throws Exception {
    send(Request.cmd(Command.PING));
  }

  private @Nullable String evictionPolicy() throws Exception {
    Response answer = send(Request.cmd(Command.INFO).arg("memory"));
    return answer == null
        ? null
        : answer
            .toString()
            .lines()
            .filter(line -> line.startsWith("maxmemory_policy:"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(null);
  }

  private @Nullable Response send(Request request) throws Exception {
    return redis.send(request).toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
  }
}
