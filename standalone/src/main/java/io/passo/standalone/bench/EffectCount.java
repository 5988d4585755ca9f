package io.passo.standalone.bench;

import io.passo.protocol.StepResult;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepResultCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts runs of attempts: each one is reported in {@code passo.results} with its worker and the
 * moment it began, however often the report is repeated.
 */
final class EffectCount implements AutoCloseable {
  private final TopicTail tail;
  // The run of each attempt that was heard of first.
  private final Map<String, String> runs = new ConcurrentHashMap<>();
  private final AtomicLong repeated = new AtomicLong();

  /** Counts from now on. */
  EffectCount(String bootstrapServers) {
    tail = new TopicTail(bootstrapServers, Topics.RESULTS, this::count);
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    try {
      switch (StepResultCodec.decode(record.value())) {
        case StepResult.Succeeded succeeded -> count(succeeded.header());
        case StepResult.Failed failed -> count(failed.header());
        default -> {
          return; // says nothing of a run that has ended
        }
      }
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("Expected results that can be read", e);
    }
  }

  private void count(StepResult.Header header) {
    String run = header.worker() + "@" + header.startedAt();
    String first = runs.putIfAbsent(header.key() + ":" + header.attempt(), run);
    if (first != null && !first.equals(run)) {
      repeated.incrementAndGet();
    }
  }

  /** Runs beyond the first one of an attempt. */
  long repeated() {
    return repeated.get();
  }

  @Override
  public void close() {
    tail.close();
  }
}
