package io.passo.coordinator.state;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Token buckets in Redis, by its clock. */
final class RedisTokenLeases implements TokenLeases {
  private static final Script TOKENS = Script.named("tokens");

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

  private static Lease lease(@Nullable Response answer) {
    if (answer == null || answer.size() != 2) {
      throw new IllegalStateException("Expected Redis to answer two numbers but was " + answer);
    }
    return new Lease(answer.get(0).toInteger(), answer.get(1).toLong());
  }
}
