package io.passo.coordinator.engine.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The share group of a step partition as its leader keeps it: who holds which record until when,
 * and how often each was delivered. A new leader knows neither for records that are held.
 */
public final class ShareGroup {
  /** How long a lock lasts, in microseconds. */
  public static final long LOCK_MICROS = 15_000_000;

  /** After how many deliveries a record is dropped. */
  public static final int MOST_DELIVERIES = 5;

  private final World world;
  private final MemoryLog log;
  private final Map<Long, Held> held = new HashMap<>();
  private final List<Long> available = new ArrayList<>();
  private final Map<Long, Integer> counts = new HashMap<>();
  private final List<Long> givenUp = new ArrayList<>();
  private long published;
  private long next;

  /** A record handed to a worker. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Delivery(long offset, int count, byte[] value) {}

  private record Held(Object by, long until) {}

  public ShareGroup(World world, MemoryLog log) {
    this.world = world;
    this.log = log;
    log.readBy(this::start);
  }

  /**
   * Offset of the first record that it has not done with, as it was when a record was done last.
   */
  public long start() {
    expire();
    return Math.max(published, log.start());
  }

  private void publish() {
    long first = Math.max(next, log.start());
    for (long offset : available) {
      first = Math.min(first, offset);
    }
    for (long offset : held.keySet()) {
      first = Math.min(first, offset);
    }
    published = first;
  }

  /**
   * It moves past a record that is held or waits: nobody will get it, and whoever holds it can
   * neither renew nor accept.
   */
  public void pass(long offset) {
    held.remove(offset);
    available.remove(offset);
  }

  /** Offsets of the records that nobody has done yet. */
  public List<Long> unfinished() {
    expire();
    List<Long> unfinished = new ArrayList<>(available);
    unfinished.addAll(held.keySet());
    return unfinished.stream().sorted().toList();
  }

  /** The same before an offset, and those that no worker has asked for yet. */
  public List<Long> unfinishedBefore(long offset) {
    return Stream.concat(unfinished().stream(), LongStream.range(next, log.highWatermark()).boxed())
        .filter(unfinished -> unfinished < offset)
        .toList();
  }

  /** Records that it has given up because they were delivered too often. */
  public List<Long> givenUp() {
    return givenUp;
  }

  /** The next record for a worker, if there is one; it is locked for it. */
  public @Nullable Delivery acquire(Object by) {
    expire();
    for (next = Math.max(next, log.start()); next < log.highWatermark(); next++) {
      available.add(next);
    }
    if (available.isEmpty()) {
      return null;
    }
    long offset = available.removeFirst();
    int count = counts.merge(offset, 1, Integer::sum);
    held.put(offset, new Held(by, world.micros() + LOCK_MICROS));
    return new Delivery(offset, count, log.get(offset));
  }

  /**
   * Locks a record anew.
   *
   * @return false if the lock is lost
   */
  public boolean renew(long offset, Object by) {
    expire();
    Held lock = held.get(offset);
    if (lock == null || lock.by() != by) {
      return false;
    }
    held.put(offset, new Held(by, world.micros() + LOCK_MICROS));
    return true;
  }

  /** A record is done; a lost lock is no error. */
  public void accept(long offset, Object by) {
    expire();
    Held lock = held.get(offset);
    if (lock != null && lock.by() == by) {
      publish();
      held.remove(offset);
    }
  }

  /** A record is given back, to whoever asks next, unless it was delivered too often. */
  public void release(long offset, Object by) {
    expire();
    Held lock = held.get(offset);
    if (lock != null && lock.by() == by) {
      giveBack(offset);
    }
  }

  private void giveBack(long offset) {
    publish();
    held.remove(offset);
    if (counts.getOrDefault(offset, 0) < MOST_DELIVERIES) {
      available.add(offset);
    } else {
      givenUp.add(offset);
    }
  }

  /** The leader moves: its successor has everything handed out again. */
  public void move() {
    List<Long> offsets = held.keySet().stream().sorted().toList();
    held.clear();
    offsets.forEach(counts::remove);
    available.addAll(offsets);
  }

  /** Offsets of the records that are held. */
  public List<Long> held() {
    expire();
    return held.keySet().stream().sorted().toList();
  }

  /** Whether nothing waits and nothing is held. */
  public boolean isIdle() {
    expire();
    return next == log.highWatermark() && available.isEmpty() && held.isEmpty();
  }

  private void expire() {
    List<Long> expired =
        held.entrySet().stream()
            .filter(entry -> entry.getValue().until() <= world.micros())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    expired.forEach(this::giveBack);
  }
}
