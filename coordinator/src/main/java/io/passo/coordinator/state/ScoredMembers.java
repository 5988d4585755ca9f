package io.passo.coordinator.state;

import io.vertx.redis.client.Response;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads members of a sorted set with their scores: flat in the older protocol of Redis, pairs in
 * the newer one.
 */
final class ScoredMembers {
  private ScoredMembers() {}

  static void forEach(@Nullable Response answer, ObjLongConsumer<String> action) {
    if (answer == null || answer.size() == 0) {
      return;
    }
    if (answer.get(0).size() == 2
        && answer.get(0).type() == io.vertx.redis.client.ResponseType.MULTI) {
      answer.forEach(pair -> action.accept(pair.get(0).toString(), score(pair.get(1))));
      return;
    }
    for (int i = 0; i + 1 < answer.size(); i += 2) {
      action.accept(answer.get(i).toString(), score(answer.get(i + 1)));
    }
  }

  private static long score(Response score) {
    return (long) Double.parseDouble(score.toString());
  }
}
