package io.passo.coordinator.engine.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Simulated time. Whatever happens is an event at a moment; code that blocks runs as an {@link
 * Actor} in a thread of its own, and exactly one thread runs at any time, so a seed determines
 * everything.
 */
public final class World {
  private static final long WALL_ORIGIN = 1_700_000_000_000L;

  /** Source of every random choice. */
  public final Random random;

  private final PriorityQueue<Happening> queue = new PriorityQueue<>();
  private final Semaphore control = new Semaphore(0);
  private final List<Throwable> errors = new ArrayList<>();
  private long micros;
  private long sequence;
  private @Nullable Actor running;

  /** While true nothing is late, lost, doubled or killed. */
  public boolean calm;

  private record Happening(long at, long sequence, Runnable action)
      implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
    }
  }

  public World(long seed) {
    this.random = new Random(seed);
  }

  /** Microseconds since the world began. */
  public long micros() {
    return micros;
  }

  /** Milliseconds since the epoch. */
  public long wallMillis() {
    return WALL_ORIGIN + micros / 1_000;
  }

  /** Lets something happen later. */
  public void after(long delayMicros, Runnable action) {
    queue.add(new Happening(micros + Math.max(0, delayMicros), sequence++, action));
  }

  /** True with this probability, never while calm. */
  public boolean chance(double probability) {
    return !calm && random.nextDouble() < probability;
  }

  /** A random number of microseconds. */
  public long between(long fromMicros, long toMicros) {
    return fromMicros + (long) (random.nextDouble() * (toMicros - fromMicros));
  }

  /** Runs code that blocks. */
  public Actor spawn(String name, Node node, Runnable body) {
    Actor actor = new Actor(this, node);
    Thread thread = Thread.ofVirtual().name(name).unstarted(() -> actor.run(body));
    actor.thread = thread;
    node.actors.add(actor);
    after(0, () -> start(actor, thread));
    return actor;
  }

  private void start(Actor actor, Thread thread) {
    running = actor;
    thread.start();
    control.acquireUninterruptibly();
    running = null;
  }

  /** Goes on with an actor that waits. */
  void resume(Actor actor) {
    if (actor.isDone()) {
      return;
    }
    running = actor;
    actor.baton.release();
    control.acquireUninterruptibly();
    running = null;
  }

  /** Called in an actor's thread: lets the world go on. */
  void release() {
    control.release();
  }

  /** The actor whose code runs. */
  public Actor current() {
    Actor actor = running;
    if (actor == null) {
      throw new IllegalStateException("Expected to be called by an actor");
    }
    return actor;
  }

  void failed(Throwable error) {
    errors.add(error);
  }

  /** What actors died of, other than being killed. */
  public List<Throwable> errors() {
    return errors;
  }

  /**
   * Lets time pass.
   *
   * @param millis at most this long
   * @return true if {@code end} became true
   */
  public boolean run(long millis, BooleanSupplier end) {
    long limit = micros + millis * 1_000;
    while (!end.getAsBoolean()) {
      Happening next = queue.peek();
      if (next == null || next.at() > limit) {
        micros = limit;
        return end.getAsBoolean();
      }
      queue.remove();
      micros = next.at();
      next.action().run();
    }
    return true;
  }

  /** Lets time pass. */
  public void run(long millis) {
    run(millis, () -> false);
  }
}
