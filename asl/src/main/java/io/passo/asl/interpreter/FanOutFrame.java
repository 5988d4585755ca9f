package io.passo.asl.interpreter;

import java.util.ArrayList;
import java.util.List;

/**
 * Bookkeeping of one run of a Parallel or inline Map state. Its results are in {@link
 * ResultsFrame}s.
 *
 * @param id {@code <flow>.<event that started it>}
 * @param total branches or items
 * @param next index of the first branch or iteration that has not begun
 * @param running indexes of those that run, ascending
 * @param resultBytes size of the results so far; beyond the payload limit results are no longer
 *     kept
 */
public record FanOutFrame(FrameId id, int total, int next, List<Integer> running, long resultBytes)
    implements Frame {
  public FanOutFrame {
    running = List.copyOf(running);
  }

  /** A run of which nothing has begun. */
  public static FanOutFrame of(FrameId id, int total) {
    return new FanOutFrame(id, total, 0, List.of(), 0);
  }

  /** The next branch or iteration begins. */
  public FanOutFrame beginning() {
    List<Integer> more = new ArrayList<>(running.size() + 1);
    more.addAll(running);
    more.add(next);
    return new FanOutFrame(id, total, next + 1, more, resultBytes);
  }

  /** The branch or iteration {@code index} ended with a result of {@code bytes} bytes. */
  public FanOutFrame ended(int index, int bytes) {
    List<Integer> rest = new ArrayList<>(running);
    rest.remove(Integer.valueOf(index));
    return new FanOutFrame(id, total, next, rest, resultBytes + bytes);
  }

  /** Whether something has not begun. */
  public boolean hasNext() {
    return next < total;
  }

  /** Whether everything has ended. */
  public boolean isDone() {
    return next == total && running.isEmpty();
  }
}
