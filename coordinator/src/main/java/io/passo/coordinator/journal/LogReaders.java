package io.passo.coordinator.journal;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Consumers for reads that happen once: takeovers, gaps, searches, the newest history. A few idle
 * ones are kept because connecting costs more than reading.
 */
public final class LogReaders implements AutoCloseable {
  private static final int IDLE = 4;

  private final Map<String, Object> settings;
  private final Queue<LogReader> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  public LogReaders(ClientSettings settings) {
    this.settings = settings.reader("reader");
  }

  /**
   * Reads with a consumer nobody else uses meanwhile. A consumer that failed is thrown away, and
   * the idle ones with it: if its connection is half-open, theirs are, too.
   */
  <T> T with(Function<LogReader, T> read) {
    LogReader pooled = idle.poll();
    LogReader reader = pooled == null ? new LogReader(new KafkaConsumer<>(settings)) : pooled;
    boolean whole = false;
    try {
      T result = read.apply(reader);
      whole = true;
      return result;
    } finally {
      if (whole && !closed && idle.size() < IDLE) {
        idle.add(reader);
      } else {
        reader.close();
      }
      if (!whole) {
        closeIdle();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
  }

  private void closeIdle() {
    for (LogReader reader = idle.poll(); reader != null; reader = idle.poll()) {
      reader.close();
    }
  }
}
