package io.passo.asl.interpreter;

import java.time.Instant;
import java.util.List;

/**
 * That a Map Run was redriven. Children that had begun before are redriven, too, unless they had
 * succeeded; the others begin as ever.
 *
 * @param count how often; 1 after the first time; in frames {@code qn}
 * @param at when, the last time; {@code qt}
 * @param begunBefore children with a smaller index had begun before that; {@code qb}
 * @param waiting indexes of the children that are to be redriven and have not been told to yet;
 *     {@code qw}
 * @param waitingItems items of each of them; {@code qi}
 */
public record MapRunRedrive(
    int count, Instant at, int begunBefore, List<Integer> waiting, List<Integer> waitingItems) {
  private static final int MOST = 1_000;
  private static final int CALLS = 130_000;

  public MapRunRedrive {
    waiting = List.copyOf(waiting);
    waitingItems = List.copyOf(waitingItems);
    if (waiting.size() != waitingItems.size()) {
      throw new IllegalArgumentException(
          "Expected the items of each child but found "
              + waitingItems.size()
              + " for "
              + waiting.size());
    }
  }

  /**
   * Number of the first page that is read, or part that is written, after it: beyond those before,
   * so that what still comes of one of those is not taken for another.
   */
  public int firstCall() {
    return Math.min(count, MOST) * CALLS;
  }

  /** The first {@code children} of those that wait have been told. */
  public MapRunRedrive told(int children) {
    return new MapRunRedrive(
        count,
        at,
        begunBefore,
        waiting.subList(children, waiting.size()),
        waitingItems.subList(children, waitingItems.size()));
  }

  /** Items of the children that wait. */
  public int items() {
    return waitingItems.stream().mapToInt(Integer::intValue).sum();
  }
}
