package io.passo.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The settings of a real Redis, as the tests start it: nothing is wrong with them. */
class RedisCheckIT {
  @Test
  void shouldFindNothingWrong() throws Exception {
    try (RealRedis redis = new RealRedis()) {
      // when
      String info =
          redis
              .client()
              .send(Request.cmd(Command.INFO))
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS)
              .toString();

      // then
      assertThat(RedisCheck.problems(info)).isEmpty();
      assertThat(info).contains("maxmemory_policy:noeviction");
    }
  }
}
