package io.passo.coordinator.engine;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.StepCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps that one tenant has in flight in one pool, and those that wait until some of them end
 * (correctness.md §13). A queue is first in, first out, so whoever fills it is ahead of everybody
 * else; here each tenant fills it up to a limit. What waits is let go in turns.
 *
 * <p>The books are of this lane and begin empty: what a predecessor dispatched is not counted, so a
 * takeover may put as much in flight once more. What waits is kept by the frames, as timers due at
 * once.
 */
final class Dispatches {
  /** Calls that wait in all, beyond which none is held back: their timers must fit in memory. */
  static final int MOST_WAITING = 10_000;

  private static final int QUANTUM = 16;

  private final int limit;
  private final Map<Line, Places> lines = new LinkedHashMap<>();
  private final Map<Attempt, Places> inFlight = new HashMap<>();
  private int waiting;

  /** A tenant's steps for a pool. */
  record Line(String account, String pool) {}

  private record Attempt(ExecutionKey key, long attempt) {}

  private static final class Places {
    private int taken;
    private final Map<TimerQueue.Entry, Boolean> waiting = new LinkedHashMap<>();
  }

  /**
   * @param limit steps of a tenant and pool in flight; 0 for no limit
   */
  Dispatches(int limit) {
    this.limit = limit;
  }

  private static Line line(StepCommand command, String pool) {
    return new Line(command.account(), pool);
  }

  private Places places(Line line) {
    return lines.computeIfAbsent(line, l -> new Places());
  }

  /**
   * Takes a place for a step that was just scheduled.
   *
   * @return false if it has to wait behind others
   */
  boolean take(StepCommand command, String pool) {
    if (limit == 0) {
      return true;
    }
    Places places = places(line(command, pool));
    boolean full = places.taken >= limit || !places.waiting.isEmpty();
    if (full && waiting < MOST_WAITING) {
      return false;
    }
    count(command, places);
    return true;
  }

  /** Takes a place for a step that is dispatched in any case. */
  void occupy(StepCommand command, String pool) {
    if (limit > 0) {
      count(command, places(line(command, pool)));
    }
  }

  private void count(StepCommand command, Places places) {
    if (inFlight.putIfAbsent(new Attempt(command.key(), command.attempt()), places) == null) {
      places.taken++;
    }
  }

  /** An attempt has ended, one way or another. */
  void ended(ExecutionKey key, long attempt) {
    Places places = limit == 0 ? null : inFlight.remove(new Attempt(key, attempt));
    if (places != null) {
      places.taken--;
    }
  }

  /**
   * Whether a call that was held back may be made; else it waits here.
   *
   * @param entry its timer
   */
  boolean mayGo(Line line, TimerQueue.Entry entry) {
    if (limit == 0) {
      return true;
    }
    Places places = places(line);
    if (places.taken < limit) {
      return true;
    }
    waiting += places.waiting.putIfAbsent(entry, true) == null ? 1 : 0;
    return false;
  }

  /** Whether something waits for which there is room. */
  boolean hasRoom() {
    return waiting > 0
        && lines.values().stream().anyMatch(line -> !line.waiting.isEmpty() && line.taken < limit);
  }

  /** Whether a timer waits here. */
  boolean holds(TimerQueue.Entry entry) {
    return waiting > 0 && lines.values().stream().anyMatch(line -> line.waiting.containsKey(entry));
  }

  /**
   * Lets calls go for which there is room: some of each line in turn, so that no tenant fills a
   * batch. Every call costs the same, so that is what a deficit round robin does.
   */
  List<TimerQueue.Entry> release(int most) {
    if (waiting == 0) {
      return List.of();
    }
    List<TimerQueue.Entry> released = new ArrayList<>();
    Map<Places, Integer> room = new HashMap<>();
    lines.values().forEach(line -> room.put(line, limit - line.taken));
    int before = -1;
    while (released.size() < most && before != released.size()) {
      before = released.size();
      for (Places line : lines.values()) {
        int some = Math.min(QUANTUM, Math.min(room.getOrDefault(line, 0), most - released.size()));
        int taken = take(line, some, released);
        room.merge(line, -taken, Integer::sum);
      }
    }
    return released;
  }

  private int take(Places line, int some, List<TimerQueue.Entry> released) {
    int taken = 0;
    for (Iterator<TimerQueue.Entry> first = line.waiting.keySet().iterator();
        taken < some && first.hasNext();
        taken++) {
      released.add(first.next());
      first.remove();
    }
    waiting -= taken;
    return taken;
  }

  /** Calls that wait here. */
  int waiting() {
    return waiting;
  }
}
