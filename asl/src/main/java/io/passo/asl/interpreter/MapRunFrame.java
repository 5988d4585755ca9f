package io.passo.asl.interpreter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bookkeeping of one Map Run. Its size depends on how many children run at once, not on the number
 * of items; items that were read, and results, are in frames of their own.
 *
 * @param id {@code <flow>.<event that started it>}
 * @param arn ARN of the Map Run
 * @param express whether its children are Express executions: those run on when it ends early
 * @param startedAt when it began
 * @param limits concurrency and tolerated failures
 * @param total number of items, as far as they are known
 * @param nextItem index of the first item that no child has been given
 * @param next index of the first child that has not begun
 * @param running indexes of the children that run, ascending
 * @param items what became of the items
 * @param children what became of the child executions
 * @param resultBytes size of the results so far; beyond the payload limit results are not kept
 * @param goOn set if more children can begin at once: one call begins only so many
 * @param reading how far the items are read; null if they are of the state's data
 * @param writing how far the results are written; null if they are the output of the state
 * @param redrive set if it was redriven
 * @param isBacklogged whether it waits until its account has fewer open Map Runs
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
    @Nullable Instant goOn,
    @Nullable MapRunReading reading,
    @Nullable MapRunWriting writing,
    @Nullable MapRunRedrive redrive,
    boolean isBacklogged)
    implements Frame {
  // Ids of attempts are those of events, so these lie beyond all of them, and below 2^53.
  private static final int ATTEMPT_BITS = 28;

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
        null,
        null,
        null,
        null,
        false);
  }

  @Override
  public List<Timer> timers() {
    return goOn == null
        ? List.of()
        : List.of(new Timer(new TimerId(id, TimerKind.CONTINUE, step()), goOn));
  }

  // Another one for each call that begins or redrives children.
  private long step() {
    return redrive == null ? next : (long) next + redrive.waiting().size();
  }

  /** Further children have begun, with the items up to {@code untilItem}. */
  public MapRunFrame begun(int more, int untilItem, @Nullable Instant rest) {
    Change change = new Change();
    change.running = new ArrayList<>(running.size() + more);
    change.running.addAll(running);
    for (int i = 0; i < more; i++) {
      change.running.add(next + i);
    }
    change.nextItem = untilItem;
    change.next = next + more;
    change.goOn = rest;
    return change.frame();
  }

  /** The first {@code more} children that wait to be redriven have been told to. */
  public MapRunFrame redriving(MapRunRedrive of, int more, @Nullable Instant rest) {
    Change change = new Change();
    change.running = new ArrayList<>(running);
    change.running.addAll(of.waiting().subList(0, more));
    change.running.sort(null);
    change.goOn = rest;
    change.redrive = of.told(more);
    return change.frame();
  }

  /** A child ended, with a result of {@code bytes} bytes. */
  public MapRunFrame ended(int index, ExecutionStatus status, int itemCount, int bytes) {
    Change change = new Change();
    change.running = new ArrayList<>(running);
    change.running.remove(Integer.valueOf(index));
    change.items = items.plus(status, itemCount);
    change.children = children.plus(status, 1);
    change.resultBytes = resultBytes + bytes;
    return change.frame();
  }

  /** The same with results of {@code bytes} bytes. */
  public MapRunFrame withResults(long bytes) {
    Change change = new Change();
    change.resultBytes = bytes;
    return change.frame();
  }

  /** It waits, and looks again then whether it may begin. */
  public MapRunFrame backlogged(Instant look) {
    return waiting(look, true);
  }

  /** It may begin. */
  public MapRunFrame admitted() {
    return waiting(null, false);
  }

  private MapRunFrame waiting(@Nullable Instant look, boolean waits) {
    Change change = new Change();
    change.goOn = look;
    change.isBacklogged = waits;
    return change.frame();
  }

  /** The same under other limits. */
  public MapRunFrame under(MapRunLimits others) {
    Change change = new Change();
    change.limits = others;
    return change.frame();
  }

  /** The same, so far read; {@code known} items are known now. */
  public MapRunFrame with(MapRunReading further, int known) {
    Change change = new Change();
    change.total = known;
    change.reading = further;
    return change.frame();
  }

  /** The same, so far written. */
  public MapRunFrame with(MapRunWriting further) {
    Change change = new Change();
    change.writing = further;
    return change.frame();
  }

  /** Number of the first page that is read and of the first part that is written. */
  public int firstCall() {
    return redrive == null ? 0 : redrive.firstCall();
  }

  /** Attempts of reads and writes that have no result yet. */
  public List<Long> attempts() {
    List<Long> open = new ArrayList<>(2);
    if (reading != null && reading.isOpen()) {
      open.add(readAttempt(reading));
    }
    if (writing != null && writing.isOpen()) {
      open.add(writeAttempt(writing));
    }
    return open;
  }

  /** Attempt of the page that is read or comes next. */
  public long readAttempt(MapRunReading of) {
    return firstAttempt() + 2L * of.number();
  }

  /** Attempt of the part that is written or comes next. */
  public long writeAttempt(MapRunWriting of) {
    return firstAttempt() + 2L * of.number() + 1;
  }

  private long firstAttempt() {
    return (long) startedEvent() << ATTEMPT_BITS;
  }

  /** Event that started it. */
  public int startedEvent() {
    return id.index();
  }

  /** Whether the child has begun and not ended. */
  public boolean isRunning(int index) {
    return running.contains(index);
  }

  /** Whether it is the end of a child as it was begun or redriven last, and not an earlier one. */
  public boolean isCurrent(Event.ChildFinished event) {
    return redrive == null
        || event.index() >= redrive.begunBefore()
        || redrive.at().equals(event.child().redriveDate());
  }

  /** How often it has been redriven. */
  public int redriveCount() {
    return redrive == null ? 0 : redrive.count();
  }

  /** Whether a child waits to be redriven. */
  public boolean hasToRedrive() {
    return redrive != null && !redrive.waiting().isEmpty();
  }

  /** Whether an item that is known has been given to no child. */
  public boolean hasNext() {
    return nextItem < total;
  }

  /** Whether all items are known. */
  public boolean isWhole() {
    return reading == null || reading.hasEnded();
  }

  /** Children that may begin now. */
  public int room() {
    return isClosing() ? 0 : Math.max(0, limits.concurrency() - running.size());
  }

  /** Whether it has failed and only waits for its results to be published. */
  public boolean isClosing() {
    return writing != null && writing.isClosing();
  }

  /** Whether every child has ended. */
  public boolean isDone() {
    return running.isEmpty() && (isClosing() || (!hasToRedrive() && !hasNext() && isWhole()));
  }

  /**
   * Whether more items have failed than may; a share of all items is one only of a known number.
   */
  public boolean isFailed() {
    return limits.isExceededBy(items.unsuccessful(), isWhole() ? total : Integer.MAX_VALUE);
  }

  /** Items of the children that run. */
  public int runningItems() {
    return nextItem - items.ended() - itemsToRedrive();
  }

  private int itemsToRedrive() {
    return redrive == null ? 0 : redrive.items();
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
        new MapRun.Progress(pendingItems(), itemsToRedrive(), runningItems(), items),
        new MapRun.Progress(
            0, redrive == null ? 0 : redrive.waiting().size(), running.size(), children),
        redriveCount(),
        redrive == null ? null : redrive.at());
  }

  private int pendingItems() {
    // Items that are read again are not known up to the next one.
    return isBacklogged && redrive == null ? 0 : Math.max(0, total - nextItem);
  }

  /** What the next frame has otherwise than this one. */
  private final class Change {
    private MapRunLimits limits = MapRunFrame.this.limits;
    private int total = MapRunFrame.this.total;
    private int nextItem = MapRunFrame.this.nextItem;
    private int next = MapRunFrame.this.next;
    private List<Integer> running = MapRunFrame.this.running;
    private MapRunCounts items = MapRunFrame.this.items;
    private MapRunCounts children = MapRunFrame.this.children;
    private long resultBytes = MapRunFrame.this.resultBytes;
    private @Nullable Instant goOn = MapRunFrame.this.goOn;
    private @Nullable MapRunReading reading = MapRunFrame.this.reading;
    private @Nullable MapRunWriting writing = MapRunFrame.this.writing;
    private @Nullable MapRunRedrive redrive = MapRunFrame.this.redrive;
    private boolean isBacklogged = MapRunFrame.this.isBacklogged;

    private MapRunFrame frame() {
      return new MapRunFrame(
          id,
          arn,
          express,
          startedAt,
          limits,
          total,
          nextItem,
          next,
          running,
          items,
          children,
          resultBytes,
          goOn,
          reading,
          writing,
          redrive,
          isBacklogged);
    }
  }
}
