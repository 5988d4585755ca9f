package io.passo.coordinator.engine.memory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
  private long trace = 1;
  private @Nullable Actor running;
  private final Map<String, Integer> faults = new TreeMap<>();
  private final Set<String> pausedSends = new HashSet<>();

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

  /** Milliseconds since the epoch at a moment. */
  public long wallMillisAt(long atMicros) {
    return WALL_ORIGIN + atMicros / 1_000;
  }

  /** Lets something happen later. */
  public void after(long delayMicros, Runnable action) {
    queue.add(new Happening(micros + Math.max(0, delayMicros), sequence++, action));
  }

  /** True with this probability, never while calm; then the fault is counted. */
  public boolean chance(double probability, String fault) {
    boolean happens = !calm && random.nextDouble() < probability;
    if (happens) {
      fault(fault);
    }
    return happens;
  }

  /** Counts a fault. */
  public void fault(String name) {
    faults.merge(name, 1, Integer::sum);
  }

  /** How often each fault was injected. */
  public Map<String, Integer> faults() {
    return faults;
  }

  /** Attempts whose sender was stopped between looking at the clock and sending. */
  public Set<String> pausedSends() {
    return pausedSends;
  }

  /** Fingerprint of everything that happened: equal for equal runs. */
  public long trace() {
    return trace;
  }

  /** Mixes something that happened into {@link #trace}. */
  void note(long what) {
    trace = (trace ^ what) * 0x9E3779B97F4A7C15L;
    trace ^= trace >>> 29;
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

  /** Whether an actor's code runs, or something that happens by itself. */
  public boolean isInActor() {
    return running != null;
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
      note(micros ^ next.sequence() << 40);
      next.action().run();
    }
    return true;
  }

  /** Lets happen what is due now: actors that were killed end. */
  public void drain() {
    run(0, () -> false);
  }

  /** Lets time pass. */
  public void run(long millis) {
    run(millis, () -> false);
  }
}
