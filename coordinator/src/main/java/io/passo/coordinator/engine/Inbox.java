package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Inputs;
import java.util.List;

/**
 * What comes in for one partition: {@code passo.requests[p]} and {@code passo.results[p]}. Used by
 * the lane of the partition only.
 */
public interface Inbox {
  /**
   * Takes what waits, each topic in offset order; waits for the first record if nothing does, or
   * until {@link #wake}.
   *
   * @param records at most this many
   * @param bytes stop once this many bytes of values are taken
   * @param waitMillis wait at most this long for the first
   * @throws LogGapException if the place to read from is gone
   */
  List<Input> take(int records, int bytes, long waitMillis) throws InterruptedException;

  /**
   * From now on {@link #take} also gives starts that callers in this process hand over instead of
   * sending them to the topic; never before, and not after {@link #seek}.
   */
  void takeFromCallers();

  /** Ends a running {@link #take} early. Any thread. */
  void wake();

  /**
   * Reads on from these places; what waits is forgotten.
   *
   * @throws UnavailableException if that takes more than 10 s
   */
  void seek(Inputs next);

  /**
   * Places of the first record of both topics for a partition that has never been processed: their
   * starts.
   */
  Inputs beginning();

  /**
   * End of {@code passo.results[p]} now: what lies before it was sent before this call (the barrier
   * of correctness.md §12).
   *
   * @throws UnavailableException if Kafka does not answer within 5 s
   */
  long resultsEnd();

  /**
   * Asks the consumer group whether this member still owns the partition (correctness.md §7 step
   * 1).
   *
   * @return false if the group refuses
   * @throws UnavailableException if it does not answer within 5 s
   */
  boolean confirmOwnership();
}
