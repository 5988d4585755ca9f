package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord;
import io.passo.protocol.codec.JournalRecordCodec;
import io.passo.protocol.codec.MalformedMessageException;
import java.util.List;

/** {@code passo.journal}: one log per partition. */
public interface Journal {
  /** Id of the topic: a Redis or PostgreSQL that was filled from another topic must be rebuilt. */
  String topicId();

  /**
   * Appends one record with {@code acks=all} by an idempotent producer and waits for the outcome,
   * at most 5 s. Never appends again by itself what failed.
   *
   * @return the offset of the acknowledged record, or −1 if the outcome is unknown: time-out, any
   *     error, an acknowledgement without offset
   */
  long append(int partition, JournalRecord record);

  /**
   * Reads from an offset up to the high watermark.
   *
   * @param leaderEpoch leader epoch of the record before {@code offset}, −1 if unknown; with it a
   *     truncated log is noticed
   * @param maxRecords at most about this many
   * @return the records found; empty if {@code offset} is the high watermark
   * @throws LogGapException if the offset is outside the log or was truncated
   * @throws UnavailableException if Kafka does not answer within 10 s
   */
  List<Entry> read(int partition, long offset, int leaderEpoch, int maxRecords);

  /**
   * Start and high watermark of the log.
   *
   * @throws UnavailableException if Kafka does not answer within 10 s
   */
  Bounds bounds(int partition);

  /**
   * Offset of the first record appended at or after a moment, the high watermark if there is none.
   *
   * @param millis since the epoch
   * @throws UnavailableException if Kafka does not answer within 10 s
   */
  long offsetAt(int partition, long millis);

  /** Forgets records below an offset; best effort. */
  void deleteBefore(int partition, long offset);

  /**
   * A record of the log.
   *
   * @param leaderEpoch −1 if unknown
   * @param content gives what it holds
   */
  record Entry(long offset, int leaderEpoch, Content content) {
    /** A record as it was read. */
    public Entry(long offset, int leaderEpoch, byte[] value) {
      this(offset, leaderEpoch, () -> JournalRecordCodec.decode(value));
    }
  }

  /** What a record holds. */
  interface Content {
    /**
     * Decodes it, unless it is known.
     *
     * @throws MalformedMessageException if it is none of ours, or damaged
     */
    JournalRecord decode() throws MalformedMessageException;
  }

  /**
   * What the log holds.
   *
   * @param start offset of the first record
   * @param end offset after the last one
   */
  record Bounds(long start, long end) {}

  /**
   * Notes that the sink has written all records before an offset: nobody is likely to read them.
   */
  default void written(int partition, long offset) {
    // Nothing is kept at hand.
  }

  /**
   * Whether so much that this process appended waits for its sink that more should wait, too. Not
   * if the sink writes nothing: executions do not depend on PostgreSQL.
   */
  default boolean awaitsWriting(int partition) {
    return false;
  }

  /**
   * Offset after the last record that this process appended; −1 if it appended none lately. Not the
   * end of the log if others append, too.
   */
  default long appendedTo(int partition) {
    return -1;
  }
}
