package io.passo.coordinator.journal;

import io.passo.coordinator.engine.Input;
import io.passo.protocol.Topics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that wait between the thread that polls, callers in this process, and the thread that
 * processes a partition; bounded by pausing the partition and sending callers away, not by blocking
 * anybody.
 */
final class Feed {
  // Less than a lane takes at once: with more it has to do until it can begin with another one.
  private static final int LITTLE = 32;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Input> waiting = new ArrayDeque<>();
  private final int limit;
  private final Runnable onRoom;
  private boolean full;
  private boolean open;
  private boolean woken;
  private int places;
  private long takes;
  private @Nullable RuntimeException failure;

  /**
   * @param limit inputs from which on the feed is full
   * @param onRoom called when a full feed has half its room again
   */
  Feed(int limit, Runnable onRoom) {
    this.limit = limit;
    this.onRoom = onRoom;
  }

  /** Adds records; returns false if the feed is full now and must get no more until it has room. */
  boolean add(List<ConsumerRecord<byte[], byte[]>> records) {
    lock.lock();
    try {
      records.forEach(record -> waiting.add(input(record)));
      full = waiting.size() >= limit;
      changed.signalAll();
      return !full;
    } finally {
      lock.unlock();
    }
  }

  private static Input input(ConsumerRecord<byte[], byte[]> record) {
    Input.Source source =
        record.topic().equals(Topics.REQUESTS) ? Input.Source.REQUESTS : Input.Source.RESULTS;
    byte[] value = record.value() == null ? new byte[0] : record.value();
    return new Input(source, record.offset(), record.leaderEpoch().orElse(-1), value);
  }

  /** Takes requests of callers from now on, until {@link #clear}. */
  void open() {
    lock.lock();
    try {
      open = true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether callers are served and little waits. */
  boolean hasTime() {
    lock.lock();
    try {
      return open && !full && waiting.size() < LITTLE;
    } finally {
      lock.unlock();
    }
  }

  /** Adds the request of a caller; empty if it takes none now. */
  Optional<HandedOver> offer(byte[] request) {
    lock.lock();
    try {
      if (!open || full) {
        return Optional.empty();
      }
      waiting.add(Input.handedOver(request));
      full = waiting.size() >= limit;
      changed.signalAll();
      return Optional.of(new Offered(places, takes));
    } finally {
      lock.unlock();
    }
  }

  /** True if it may get more. */
  boolean hasRoom() {
    lock.lock();
    try {
      return !full;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what waits; waits for the first input if nothing does.
   *
   * @param most at most this many
   * @param bytes stop once this many bytes of values are taken
   * @throws RuntimeException with which reading this partition ended
   */
  List<Input> take(int most, int bytes, long millis) throws InterruptedException {
    lock.lock();
    try {
      takes++;
      awaitFirst(millis);
      throwFailure();
      return drain(most, bytes);
    } finally {
      lock.unlock();
      tellRoom();
    }
  }

  /**
   * Forgets what waits: the next records will be of another place, and callers send again what was
   * not answered.
   */
  void clear() {
    lock.lock();
    try {
      waiting.clear();
      places++;
      open = false;
      full = false;
      failure = null;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the feed: whoever takes gets this. */
  void fail(RuntimeException reason) {
    lock.lock();
    try {
      failure = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits in {@link #take}, with nothing. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void awaitFirst(long millis) throws InterruptedException {
    woken = false;
    long left = TimeUnit.MILLISECONDS.toNanos(millis);
    while (waiting.isEmpty() && failure == null && !woken && left > 0) {
      left = changed.awaitNanos(left);
    }
  }

  private void throwFailure() {
    RuntimeException reason = failure;
    if (reason != null) {
      throw reason;
    }
  }

  private List<Input> drain(int most, int bytes) {
    List<Input> taken = new ArrayList<>(Math.min(most, waiting.size()));
    long size = 0;
    while (taken.size() < most && size < bytes && !waiting.isEmpty()) {
      Input next = waiting.removeFirst();
      size += next.value().length;
      taken.add(next);
    }
    return taken;
  }

  private void tellRoom() {
    boolean roomAgain;
    lock.lock();
    try {
      roomAgain = full && waiting.size() <= limit / 2;
      full = full && !roomAgain;
    } finally {
      lock.unlock();
    }
    if (roomAgain) {
      onRoom.run();
    }
  }

  /** A request of a caller, seen by how often its lane has taken inputs. */
  private final class Offered implements HandedOver {
    private final int place;
    private long seen;

    Offered(int place, long seen) {
      this.place = place;
      this.seen = seen;
    }

    @Override
    public boolean hasMoved() {
      lock.lock();
      try {
        boolean moved = place == places && takes != seen;
        seen = takes;
        return moved;
      } finally {
        lock.unlock();
      }
    }
  }
}
