package io.passo.coordinator.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records that wait between the thread that polls and the thread that processes a partition;
 * bounded by pausing the partition, not by blocking the poller.
 */
final class Feed {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private final int limit;
  private final Runnable onRoom;
  private boolean full;
  private boolean woken;
  private @Nullable RuntimeException failure;

  /**
   * @param limit records from which on the feed is full
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
      waiting.addAll(records);
      full = waiting.size() >= limit;
      changed.signalAll();
      return !full;
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
   * Takes what waits; waits for the first record if nothing does.
   *
   * @param records at most this many
   * @param bytes stop once this many bytes of values are taken
   * @throws RuntimeException with which reading this partition ended
   */
  List<ConsumerRecord<byte[], byte[]>> take(int records, int bytes, long millis)
      throws InterruptedException {
    lock.lock();
    try {
      awaitFirst(millis);
      throwFailure();
      return drain(records, bytes);
    } finally {
      lock.unlock();
      tellRoom();
    }
  }

  /** Forgets what waits: the next records will be of another place. */
  void clear() {
    lock.lock();
    try {
      waiting.clear();
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

  private List<ConsumerRecord<byte[], byte[]>> drain(int records, int bytes) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>(Math.min(records, waiting.size()));
    long size = 0;
    while (taken.size() < records && size < bytes && !waiting.isEmpty()) {
      ConsumerRecord<byte[], byte[]> next = waiting.removeFirst();
      size += Math.max(0, next.serializedValueSize());
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
}
