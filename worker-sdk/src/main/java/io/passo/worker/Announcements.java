package io.passo.worker;

import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.Topics;
import io.passo.protocol.codec.ControlMessageCodec;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells coordinators every 10 s which functions this worker runs: Tasks that name them go to its
 * pool, which they make if there is none yet. Runs until it is interrupted.
 */
final class Announcements implements Runnable {
  private static final System.Logger LOG = System.getLogger(Announcements.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final WorkerConfig config;

  Announcements(WorkerConfig config) {
    this.config = config;
  }

  @Override
  public void run() {
    try {
      while (true) {
        announce();
        Thread.sleep(AGAIN);
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "No more announcements: the worker stops");
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the next one comes in 10 s
  private void announce() throws InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            new KafkaConfig(config).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      while (true) {
        producer.send(new ProducerRecord<>(Topics.CONTROL, message()));
        Thread.sleep(EVERY);
      }
    } catch (KafkaException e) {
      LOG.log(Level.DEBUG, "Functions not announced, trying again: {0}", e.toString());
    }
  }

  private byte[] message() {
    return ControlMessageCodec.encode(
        new FunctionsAnnounced(
            config.pool(),
            config.name(),
            List.copyOf(config.functions()),
            InstantSource.system().millis()));
  }
}
