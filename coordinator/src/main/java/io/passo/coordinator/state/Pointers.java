package io.passo.coordinator.state;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which namespace a partition has, remembered for a second: readers see at once when one is gone,
 * since its meta goes first.
 */
final class Pointers {
  private static final long KEPT_NANOS = 1_000_000_000L;

  private final RedisLink link;
  private final Map<Integer, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(String g, long at) {}

  Pointers(RedisLink link) {
    this.link = link;
  }

  /** Name of the partition's namespace; empty if it has none. */
  Future<Optional<String>> of(int partition) {
    Seen known = seen.get(partition);
    if (known != null && System.nanoTime() - known.at() < KEPT_NANOS) {
      return Future.succeededFuture(Optional.of(known.g()));
    }
    return read(partition);
  }

  /** The same, read now. */
  Future<Optional<String>> read(int partition) {
    return link.send(Request.cmd(Command.GET).arg(RedisNames.pointer(partition)))
        .map(answer -> remember(partition, answer));
  }

  private Optional<String> remember(int partition, @Nullable Response answer) {
    if (answer == null) {
      seen.remove(partition);
      return Optional.empty();
    }
    seen.put(partition, new Seen(answer.toString(), System.nanoTime()));
    return Optional.of(answer.toString());
  }
}
