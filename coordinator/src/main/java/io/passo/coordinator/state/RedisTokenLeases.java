package io.passo.coordinator.state;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Token buckets in Redis, by its clock. */
final class RedisTokenLeases implements TokenLeases, TokenDebts {
  private static final Script TOKENS = Script.named("tokens");
  private static final Script CHARGE = Script.named("charge");

  private final RedisLink link;

  RedisTokenLeases(RedisLink link) {
    this.link = link;
  }

  @Override
  public Uni<Lease> take(String bucket, int size, int perSecond, int wanted) {
    return Uni.createFrom()
        .completionStage(
            () ->
                TOKENS
                    .run(link, List.of(RedisNames.bucket(bucket)), List.of(size, perSecond, wanted))
                    .map(RedisTokenLeases::lease)
                    .toCompletionStage());
  }

  @Override
  public Uni<Long> charge(String bucket, int perSecond, int used) {
    return Uni.createFrom()
        .completionStage(
            () ->
                CHARGE
                    .run(link, List.of(RedisNames.bucket(bucket)), List.of(perSecond, used))
                    .map(RedisTokenLeases::behind)
                    .toCompletionStage());
  }

  private static long behind(@Nullable Response answer) {
    if (answer == null) {
      throw new IllegalStateException("Expected Redis to answer a number but there was none");
    }
    return answer.toLong();
  }

  private static Lease lease(@Nullable Response answer) {
    if (answer == null || answer.size() != 2) {
      throw new IllegalStateException("Expected Redis to answer two numbers but was " + answer);
    }
    return new Lease(answer.get(0).toInteger(), answer.get(1).toLong());
  }
}
