package io.passo.coordinator.engine.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process: a coordinator in one of its lives. It can die or stop at each point of a port call.
 */
public final class Node {
  private final World world;
  private final String name;
  final List<Actor> actors = new ArrayList<>();
  private final List<String> points = new ArrayList<>();
  private boolean records;
  private int pointsToLive = Integer.MAX_VALUE;
  private int pointsToPause = Integer.MAX_VALUE;
  private int pointsToError = Integer.MAX_VALUE;
  private @Nullable Supplier<? extends Error> error;
  private long pauseMillis;
  private boolean pauseStopsClock;
  private @Nullable String pointToPause;
  private boolean dead;
  private long pausedUntil;
  private long suspendedMicros;
  private long wallOffsetMillis;
  private boolean shiftedBack;
  private long cutOffUntil;

  public Node(World world, String name) {
    this.world = world;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Names of the points passed, from {@link #record} on. */
  public List<String> points() {
    return points;
  }

  /** Remembers the points from now on. */
  public void record() {
    records = true;
  }

  /** Kills it at the n-th point from now on. */
  public void killAfter(int n) {
    pointsToLive = n;
  }

  /** Throws an error in its code at the n-th point from now on. */
  public void failAfter(int n, Supplier<? extends Error> by) {
    pointsToError = n;
    error = by;
  }

  /**
   * Stops it at the n-th point from now on.
   *
   * @param stopsClock whether its monotonic clock stops as well, as on a suspended host
   */
  public void pauseAfter(int n, long millis, boolean stopsClock) {
    pointsToPause = n;
    pauseMillis = millis;
    pauseStopsClock = stopsClock;
  }

  /** Stops it when it next passes a point of that name. */
  public void pauseAt(String point, long millis, boolean stopsClock) {
    pointToPause = point;
    pauseMillis = millis;
    pauseStopsClock = stopsClock;
  }

  /** Kills it now: no code of it runs any more. */
  public void kill() {
    dead = true;
    actors.forEach(Actor::kill);
  }

  public boolean isDead() {
    return dead;
  }

  /** Stops it for a while, in the middle of whatever it does. */
  public void pause(long millis) {
    pausedUntil = world.micros() + millis * 1_000;
  }

  /** Sets its wall clock wrong. */
  public void shiftClock(long millis) {
    shiftedBack |= millis < wallOffsetMillis;
    wallOffsetMillis = millis;
  }

  /**
   * Whether neither clock need show that it was stopped: the host was suspended, and its wall clock
   * went back.
   */
  boolean isDeceived() {
    return suspendedMicros > 0 && shiftedBack;
  }

  /** Cuts it off from the consumer group, not from the logs. */
  public void cutOff(long millis) {
    cutOffUntil = world.micros() + millis * 1_000;
  }

  boolean isCutOff() {
    return world.micros() < cutOffUntil;
  }

  /** Ends whatever was done to it, if it lives. */
  public void heal() {
    pointsToLive = Integer.MAX_VALUE;
    pointsToPause = Integer.MAX_VALUE;
    pointsToError = Integer.MAX_VALUE;
    pointToPause = null;
    pausedUntil = 0;
    cutOffUntil = 0;
    shiftClock(0);
  }

  long wallMillis() {
    return world.wallMillis() + wallOffsetMillis;
  }

  long nanoTime() {
    return (world.micros() - suspendedMicros) * 1_000;
  }

  long pausedFor() {
    return Math.max(0, pausedUntil - world.micros());
  }

  /** A point of a call that is no port of this package, in an actor's code. */
  public void enter(String point) {
    step(point);
  }

  /** A point of a port call, in an actor's code: where a process may die or stop. */
  void step(String point) {
    if (records) {
      points.add(point);
    }
    if (dead) {
      throw new Actor.Killed();
    }
    if (--pointsToLive <= 0) {
      pointsToLive = Integer.MAX_VALUE;
      kill();
      throw new Actor.Killed();
    }
    if (--pointsToError <= 0 && error != null) {
      pointsToError = Integer.MAX_VALUE;
      throw error.get();
    }
    if (--pointsToPause <= 0 || point.equals(pointToPause)) {
      pointsToPause = Integer.MAX_VALUE;
      pointToPause = null;
      pause(pauseMillis);
      suspendedMicros += pauseStopsClock ? pauseMillis * 1_000 : 0;
    }
    if (pausedFor() > 0) {
      world.current().await(0);
    }
  }

  /** A call that takes a while. */
  void spend(String call, long micros) {
    step(call + " begins");
    world.current().await(micros);
    step(call + " ends");
  }
}
