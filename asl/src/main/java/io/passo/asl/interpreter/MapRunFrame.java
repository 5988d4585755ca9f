package io.passo.asl.interpreter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bookkeeping of one Map Run. Its size depends on how many children run at once, not on the number
 * of items; results are in {@link ResultsFrame}s up to the payload limit.
 *
 * @param id {@code <flow>.<event that started it>}
 * @param arn ARN of the Map Run
 * @param express whether its children are Express executions: those run on when it ends early
 * @param startedAt when it began
 * @param limits concurrency and tolerated failures
 * @param total number of items
 * @param nextItem index of the first item that no child has been given
 * @param next index of the first child that has not begun
 * @param running indexes of the children that run, ascending
 * @param items what became of the items
 * @param children what became of the child executions
 * @param resultBytes size of the results so far; beyond the payload limit results are not kept
 * @param goOn set if more children can begin at once: one call begins only so many
 */
public record MapRunFrame(
    FrameId id,
    String arn,
    boolean express,
    Instant startedAt,
    MapRunLimits limits,
    int total,
    int nextItem,
    int next,
    List<Integer> running,
    MapRunCounts items,
    MapRunCounts children,
    long resultBytes,
    @Nullable Instant goOn)
    implements Frame {
  public MapRunFrame {
    running = List.copyOf(running);
  }

  /** A Map Run of which nothing has begun. */
  public static MapRunFrame of(
      FrameId id, String arn, boolean express, Instant startedAt, MapRunLimits limits, int total) {
    return new MapRunFrame(
        id,
        arn,
        express,
        startedAt,
        limits,
        total,
        0,
        0,
        List.of(),
        MapRunCounts.NONE,
        MapRunCounts.NONE,
        0,
        null);
  }

  @Override
  public List<Timer> timers() {
    return goOn == null
        ? List.of()
        : List.of(new Timer(new TimerId(id, TimerKind.CONTINUE, next), goOn));
  }

  /** Further children have begun, with the items up to {@code untilItem}. */
  public MapRunFrame begun(int more, int untilItem, @Nullable Instant rest) {
    List<Integer> now = new ArrayList<>(running.size() + more);
    now.addAll(running);
    for (int i = 0; i < more; i++) {
      now.add(next + i);
    }
    return new MapRunFrame(
        id,
        arn,
        express,
        startedAt,
        limits,
        total,
        untilItem,
        next + more,
        now,
        items,
        children,
        resultBytes,
        rest);
  }

  /** A child ended, with a result of {@code bytes} bytes. */
  public MapRunFrame ended(int index, ExecutionStatus status, int itemCount, int bytes) {
    List<Integer> rest = new ArrayList<>(running);
    rest.remove(Integer.valueOf(index));
    return new MapRunFrame(
        id,
        arn,
        express,
        startedAt,
        limits,
        total,
        nextItem,
        next,
        rest,
        items.plus(status, itemCount),
        children.plus(status, 1),
        resultBytes + bytes,
        goOn);
  }

  /** The same under other limits. */
  public MapRunFrame under(MapRunLimits others) {
    return new MapRunFrame(
        id,
        arn,
        express,
        startedAt,
        others,
        total,
        nextItem,
        next,
        running,
        items,
        children,
        resultBytes,
        goOn);
  }

  /** Whether the child has begun and not ended. */
  public boolean isRunning(int index) {
    return running.contains(index);
  }

  /** Whether an item has been given to no child. */
  public boolean hasNext() {
    return nextItem < total;
  }

  /** Children that may begin now. */
  public int room() {
    return Math.max(0, limits.concurrency() - running.size());
  }

  /** Whether every child has ended. */
  public boolean isDone() {
    return !hasNext() && running.isEmpty();
  }

  /** Whether more items have failed than may. */
  public boolean isFailed() {
    return limits.isExceededBy(items.unsuccessful(), total);
  }

  /** Items of the children that run. */
  public int runningItems() {
    return nextItem - items.ended();
  }

  /** How it stands. */
  public MapRun toMapRun(MapRun.Status status, @Nullable Instant stoppedAt) {
    return new MapRun(
        arn,
        id,
        status,
        startedAt,
        stoppedAt,
        limits,
        new MapRun.Progress(total - nextItem, runningItems(), items),
        new MapRun.Progress(0, running.size(), children));
  }
}
