package io.passo.coordinator.engine;

import io.passo.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replies of the last 10 s by request id: a request that is sent again gets the reply that was
 * given.
 */
final class RecentReplies {
  /** How long a reply is kept, in milliseconds. */
  static final long KEPT_MILLIS = 10_000;

  private final Map<String, Reply> replies = new HashMap<>();
  private final Deque<Given> order = new ArrayDeque<>();

  private record Given(String requestId, long at) {}

  void add(Reply reply, long now) {
    // "Try again" is no answer to remember.
    if (!(reply instanceof Reply.Unavailable) && replies.put(reply.requestId(), reply) == null) {
      order.addLast(new Given(reply.requestId(), now));
    }
  }

  @Nullable Reply find(String requestId) {
    return replies.get(requestId);
  }

  void forgetOld(long now) {
    while (!order.isEmpty() && order.getFirst().at() < now - KEPT_MILLIS) {
      replies.remove(order.removeFirst().requestId());
    }
  }
}
