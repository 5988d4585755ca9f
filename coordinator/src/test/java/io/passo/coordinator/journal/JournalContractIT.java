package io.passo.coordinator.journal;

import io.passo.coordinator.engine.Journal;
import io.passo.coordinator.engine.JournalContract;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of the journal, asked of a real Kafka. */
class JournalContractIT extends JournalContract {
  private static RealKafka kafka;
  private static Producer<byte[], byte[]> other;

  private final int partition = RealKafka.partition();
  private final Journal journal = over(kafka.producer);
  private final Journal another = over(other);

  @BeforeAll
  static void connect() {
    kafka = RealKafka.shared();
    other = kafka.newProducer();
  }

  @AfterAll
  static void disconnect() {
    other.close();
  }

  private static Journal over(Producer<byte[], byte[]> producer) {
    return new KafkaJournal(
        producer, kafka.readers, kafka.admin, KafkaJournal.topicId(kafka.admin));
  }

  @Override
  protected Journal journal() {
    return journal;
  }

  @Override
  protected Journal another() {
    return another;
  }

  @Override
  protected Journal unacknowledged() {
    return over(Unreliable.unacknowledged(kafka.producer));
  }

  @Override
  protected Journal doubling() {
    return over(Unreliable.doubling(kafka.producer));
  }

  @Override
  protected int partition() {
    return partition;
  }

  @Override
  protected long now() {
    return System.currentTimeMillis();
  }

  @Override
  protected <T> T call(Supplier<T> call) {
    return call.get();
  }
}
