package io.passo.coordinator.journal;

import io.passo.coordinator.engine.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/** Makes topics known to a producer that does not wait for them when it sends. */
public final class TopicLookup {
  private static final long STEP_MILLIS = 20;

  private TopicLookup() {}

  /**
   * Returns when the producer knows where the partitions of all topics are.
   *
   * @throws UnavailableException if Kafka does not say so within the limit
   */
  public static void untilKnown(Producer<?, ?> producer, List<String> topics, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    for (String topic : topics) {
      while (!isKnown(producer, topic)) {
        if (System.nanoTime() > end) {
          throw new UnavailableException("Kafka did not tell of " + topic + " within " + limit);
        }
        TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
      }
    }
  }

  private static boolean isKnown(Producer<?, ?> producer, String topic) {
    try {
      return !producer.partitionsFor(topic).isEmpty();
    } catch (TimeoutException e) {
      // Asked for; the answer comes later.
      return false;
    }
  }
}
