package io.passo.coordinator.state;

import io.passo.coordinator.engine.StateStore.Sample;
import io.passo.coordinator.engine.StateStore.SampledFrame;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.Position;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answer of {@code sample.lua}. */
final class Samples {
  private Samples() {}

  /** What was found; at the start of the journal if the namespace has no meta. */
  static Sample parse(@Nullable Response answer) {
    if (answer == null || answer.size() == 0) {
      return new Sample(Position.START, 0, 0, Map.of());
    }
    Response head = answer.get(0);
    Position watermark =
        new Position(
            head.get(0).toLong(),
            head.get(1).toInteger(),
            head.get(2).toLong(),
            head.get(3).toLong());
    Map<ExecutionKey, List<SampledFrame>> executions = new LinkedHashMap<>();
    for (int i = 2; i + 1 < answer.size(); i += 2) {
      executions.put(new ExecutionKey(answer.get(i).toString()), frames(answer.get(i + 1)));
    }
    return new Sample(watermark, head.get(4).toLong(), answer.get(1).toLong(), executions);
  }

  private static List<SampledFrame> frames(Response found) {
    List<SampledFrame> frames = new ArrayList<>();
    for (int i = 0; i + 2 < found.size(); i += 3) {
      FrameValue value = new FrameValue(found.get(i).toString(), found.get(i + 1).toBytes());
      Response due = found.get(i + 2);
      frames.add(new SampledFrame(value, due == null ? null : (long) due.toDouble().doubleValue()));
    }
    return frames;
  }
}
