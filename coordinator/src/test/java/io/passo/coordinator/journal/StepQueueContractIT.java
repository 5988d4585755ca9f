package io.passo.coordinator.journal;

import io.passo.coordinator.engine.StepQueue;
import io.passo.coordinator.engine.StepQueueContract;
import io.passo.protocol.JournalRecord.StepPartition;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of the step log, asked of a real Kafka. */
class StepQueueContractIT extends StepQueueContract {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private static RealKafka kafka;
  private static Producer<byte[], byte[]> other;
  private static String pool;

  private final StepPartition partition = new StepPartition(pool, NEXT.getAndIncrement());

  @BeforeAll
  static void connect() {
    kafka = RealKafka.shared();
    other = kafka.newProducer();
    pool = kafka.newPool();
  }

  @AfterAll
  static void disconnect() {
    other.close();
  }

  @Override
  protected StepQueue steps() {
    return new KafkaStepQueue(kafka.producer, kafka.readers, kafka.admin, RealKafka.KEY);
  }

  @Override
  protected StepQueue another() {
    return new KafkaStepQueue(other, kafka.readers, kafka.admin, RealKafka.KEY);
  }

  @Override
  protected StepPartition partition() {
    return partition;
  }

  @Override
  protected <T> T call(Supplier<T> call) {
    return call.get();
  }

  @Override
  protected <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
