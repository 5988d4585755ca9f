package io.passo.coordinator.state;

import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.Loaded;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.Position;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answer of {@code load.lua}. */
final class Loads {
  private Loads() {}

  /**
   * What was found for these executions; at the start of the journal if the namespace has no meta.
   */
  static Loaded parse(@Nullable Response answer, List<ExecutionKey> keys) {
    if (answer == null || answer.size() == 0) {
      return new Loaded(Position.START, Map.of(), Map.of());
    }
    Response watermark = answer.get(0);
    Position position =
        new Position(
            watermark.get(0).toLong(),
            watermark.get(1).toInteger(),
            watermark.get(2).toLong(),
            watermark.get(3).toLong());
    Map<ExecutionKey, List<FrameValue>> frames = new HashMap<>();
    Map<ExecutionKey, ClosedMark> closed = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      ExecutionKey key = keys.get(i);
      List<FrameValue> values = frames(answer.get(1 + 2 * i));
      if (!values.isEmpty()) {
        frames.put(key, values);
      }
      Response mark = answer.get(2 + 2 * i);
      if (mark != null) {
        closed.put(key, ClosedMarks.parse(key, mark.toString()));
      }
    }
    return new Loaded(position, frames, closed);
  }

  private static List<FrameValue> frames(Response hash) {
    List<FrameValue> values = new ArrayList<>(hash.size() / 2);
    for (int i = 0; i + 1 < hash.size(); i += 2) {
      values.add(new FrameValue(hash.get(i).toString(), hash.get(i + 1).toBytes()));
    }
    return values;
  }
}
