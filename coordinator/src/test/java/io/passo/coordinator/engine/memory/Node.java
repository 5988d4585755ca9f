package io.passo.coordinator.engine.memory;

import java.util.ArrayList;
import java.util.List;

/** A process: a coordinator in one of its lives. */
public final class Node {
  private final World world;
  private final String name;
  final List<Actor> actors = new ArrayList<>();
  private int callsToLive = Integer.MAX_VALUE;
  private int calls;
  private boolean dead;
  private long pausedUntil;

  public Node(World world, String name) {
    this.world = world;
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Port calls begun and ended so far; where it can be killed. */
  public int calls() {
    return calls;
  }

  /** Kills it at the n-th begin or end of a port call from now on. */
  public void killAfter(int portCalls) {
    callsToLive = portCalls;
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

  long pausedFor() {
    return Math.max(0, pausedUntil - world.micros());
  }

  /** A port call begins or ends: where a process may die. */
  void step() {
    calls++;
    if (dead) {
      throw new Actor.Killed();
    }
    if (--callsToLive <= 0) {
      callsToLive = Integer.MAX_VALUE;
      kill();
      throw new Actor.Killed();
    }
  }

  /** A call that takes a while. */
  void spend(long micros) {
    step();
    world.current().await(micros);
    step();
  }
}
