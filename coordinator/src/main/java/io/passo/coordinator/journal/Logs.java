package io.passo.coordinator.journal;

import io.passo.coordinator.engine.LogGapException;
import io.passo.coordinator.engine.UnavailableException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;

/** Reads of logs with the errors of the engine's ports. */
final class Logs {
  private final LogReaders readers;

  Logs(LogReaders readers) {
    this.readers = readers;
  }

  /**
   * Reads.
   *
   * @throws LogGapException if a place is outside the log, or was truncated
   * @throws UnavailableException if Kafka does not answer
   */
  <T> T read(Function<LogReader, T> read) {
    try {
      return readers.with(read);
    } catch (OffsetOutOfRangeException e) {
      // Truncation is reported as one, too.
      throw new LogGapException("Expected a place inside the log: " + e.getMessage());
    } catch (KafkaException e) {
      throw new UnavailableException("Kafka does not answer: " + e.getMessage(), e);
    }
  }
}
