package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Results of up to {@value #SIZE} neighbouring branches or iterations.
 *
 * @param id {@code <fan-out>:<number of the chunk>}
 * @param results by index within the chunk; {@code null} where one has not ended
 */
public record ResultsFrame(FrameId id, List<Json> results) implements Frame {
  /** Results in one chunk. */
  public static final int SIZE = 100;

  public ResultsFrame {
    results = List.copyOf(results);
  }

  /** A chunk without results. */
  public static ResultsFrame empty(FrameId id) {
    return new ResultsFrame(id, List.of());
  }

  /** The same chunk with the result of the branch or iteration {@code index} of the fan-out. */
  public ResultsFrame with(int index, Json result) {
    List<Json> more = new ArrayList<>(results);
    while (more.size() <= index % SIZE) {
      more.add(Json.NULL);
    }
    more.set(index % SIZE, result);
    return new ResultsFrame(id, more);
  }
}
