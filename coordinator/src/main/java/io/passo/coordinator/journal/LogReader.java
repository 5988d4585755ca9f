package io.passo.coordinator.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads stretches of a log. Not for several threads. */
final class LogReader implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;

  LogReader(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** First offset that still exists. */
  long start(TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition), LIMIT).getOrDefault(partition, 0L);
  }

  /** Offset after the last record that is replicated. */
  long end(TopicPartition partition) {
    return consumer.endOffsets(List.of(partition), LIMIT).getOrDefault(partition, 0L);
  }

  /** Offset of the first record appended at or after a moment, the end if there is none. */
  long offsetAt(TopicPartition partition, long millis) {
    var found = consumer.offsetsForTimes(Map.of(partition, millis), LIMIT).get(partition);
    return found == null ? end(partition) : found.offset();
  }

  /**
   * Reads {@code from ≤ offset < until}, perhaps not all of it but at least one record if there is
   * any.
   *
   * @param leaderEpoch of the record before {@code from}, −1 if unknown
   * @param until not beyond the end
   * @param most at most about this many records
   * @throws org.apache.kafka.clients.consumer.LogTruncationException if the log was truncated below
   *     {@code from}
   * @throws org.apache.kafka.clients.consumer.OffsetOutOfRangeException if {@code from} exists no
   *     more or not yet
   * @throws TimeoutException if the broker does not deliver
   */
  List<ConsumerRecord<byte[], byte[]>> read(
      TopicPartition partition, long from, int leaderEpoch, long until, int most) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    if (from >= until) {
      return found;
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, Seeks.to(from, leaderEpoch));
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (found.size() < most && consumer.position(partition, LIMIT) < until) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException(
            "Expected records of " + partition + " up to " + until + " within " + LIMIT);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
        if (record.offset() < until) {
          found.add(record);
        }
      }
    }
    return found;
  }

  /** Takes no leave of the broker: one that does not answer would be waited for. */
  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
