package io.passo.coordinator.journal;

import io.passo.coordinator.engine.OverloadedException;
import io.passo.protocol.EngineRequest;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether new executions are taken on (correctness.md §13): not while many requests to their
 * partition have waited for 2 s, nor while all that wait take too much memory. What ends or helps
 * an execution that runs is never refused.
 */
final class Admission {
  private static final long LAG_MILLIS = 2_000;
  // Fewer may wait for a new owner; they are not what it is slow by.
  private static final int MOST_LATE = 32;

  private final int partitions;
  private final long mostBytes;
  private final AtomicLong bytes = new AtomicLong();
  private volatile BitSet lagging = new BitSet();

  /**
   * @param mostBytes size of waiting requests from which on no new work is taken
   */
  Admission(int partitions, long mostBytes) {
    this.partitions = partitions;
    this.mostBytes = mostBytes;
  }

  /**
   * Lets a request in.
   *
   * @throws OverloadedException if it has to wait outside
   */
  void check(int partition, EngineRequest request) {
    if (!(request instanceof EngineRequest.StartExecution)) {
      return;
    }
    if (isBehind(partition)) {
      throw new OverloadedException("Partition " + partition + " is behind by more than 2 s");
    }
    if (bytes.get() > mostBytes) {
      throw new OverloadedException("Requests that wait take more than " + mostBytes + " bytes");
    }
  }

  /** Whether new work for a partition is refused because it is late. */
  boolean isBehind(int partition) {
    return lagging.get(partition);
  }

  void added(int size) {
    bytes.addAndGet(size);
  }

  void removed(int size) {
    bytes.addAndGet(-size);
  }

  /** A look at all that waits. */
  Stock stock() {
    return new Stock();
  }

  /** Counts what waits too long. Used by one thread. */
  final class Stock {
    private final int[] late = new int[partitions];

    void add(int partition, long ageMillis) {
      late[partition] += ageMillis >= LAG_MILLIS ? 1 : 0;
    }

    /** From now on the result counts. */
    void close() {
      BitSet found = new BitSet(partitions);
      for (int p = 0; p < partitions; p++) {
        found.set(p, late[p] >= MOST_LATE);
      }
      lagging = found;
    }
  }
}
