package io.passo.it.chaos;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Partitions;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.JournalRecordCodec;
import io.passo.protocol.codec.MalformedMessageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the journals of all partitions as they grow; a thread of its own notes when. */
final class Journals implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Ledger> ledgers;
  private final Thread reader;

  Journals(String bootstrapServers, int partitions) {
    ledgers = IntStream.range(0, partitions).mapToObj(p -> new Ledger()).toList();
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "reconnect.backoff.max.ms",
                100,
                "auto.offset.reset",
                "earliest",
                "fetch.max.wait.ms",
                100),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(p -> new TopicPartition(Topics.JOURNAL, p))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    reader = Thread.ofPlatform().name("journals").daemon().start(this::read);
  }

  private void read() {
    try {
      while (true) {
        add(consumer.poll(Duration.ofSeconds(1)));
      }
    } catch (WakeupException e) {
      consumer.close();
    }
  }

  private synchronized void add(ConsumerRecords<byte[], byte[]> records) {
    long seen = System.currentTimeMillis();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        ledgers
            .get(record.partition())
            .add(
                record.offset(),
                record.leaderEpoch().orElse(-1),
                JournalRecordCodec.decode(record.value()),
                seen);
      } catch (MalformedMessageException e) {
        throw new IllegalStateException("Expected journal records that can be read", e);
      }
    }
  }

  /** Number of partitions. */
  int partitions() {
    return ledgers.size();
  }

  /** Looks at one of them while it does not grow. */
  synchronized <T> T look(int partition, Function<Ledger, T> question) {
    return question.apply(ledgers.get(partition));
  }

  /** An execution, if it has started. */
  synchronized Optional<Ledger.Execution> find(String executionArn) {
    Ledger ledger = ledgers.get(Partitions.of(executionArn, ledgers.size()));
    Ledger.@Nullable Execution found = ledger.executions().get(ExecutionKey.of(executionArn));
    return Optional.ofNullable(found);
  }

  /** True if it has ended. */
  synchronized boolean isClosed(String executionArn) {
    return find(executionArn).filter(execution -> execution.closed() != null).isPresent();
  }

  /** What was wrong with the journals themselves. */
  synchronized List<String> violations() {
    return ledgers.stream().flatMap(ledger -> ledger.violations().stream()).toList();
  }

  /** Where each of them ends. */
  synchronized List<Long> ends() {
    return ledgers.stream().map(ledger -> ledger.end().offset()).toList();
  }

  /** Events of histories between two places of each journal. */
  synchronized long events(List<Long> from, List<Long> to) {
    long events = 0;
    for (int p = 0; p < ledgers.size(); p++) {
      for (Ledger.Valid valid : ledgers.get(p).valid()) {
        long after = valid.after().offset();
        if (after > from.get(p) && after <= to.get(p)) {
          events += valid.events();
        }
      }
    }
    return events;
  }

  /** When records of deposed owners were seen, of those after a moment. */
  synchronized List<Long> refusedAfter(long from) {
    return ledgers.stream()
        .flatMap(ledger -> ledger.refused().stream())
        .filter(seen -> seen >= from)
        .toList();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
