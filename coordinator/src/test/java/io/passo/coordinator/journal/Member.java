package io.passo.coordinator.journal;

import io.passo.protocol.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A member of a group of coordinators that notes what it is given and what is taken from it. */
final class Member implements AutoCloseable {
  private static final long LIMIT_NANOS = Duration.ofSeconds(20).toNanos();
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> revoked = new HashSet<>();

  /** Joins. */
  Member(ClientSettings settings) {
    consumer = new KafkaConsumer<>(settings.member("members"));
    consumer.subscribe(List.of(Topics.REQUESTS, Topics.RESULTS), new Noting());
  }

  /** What it has. */
  Set<TopicPartition> owned() {
    return consumer.assignment();
  }

  /** What was taken from it. */
  Set<TopicPartition> revoked() {
    return revoked;
  }

  /** This one and another that is polled, too. */
  Pair with(Member other) {
    return new Pair(this, other);
  }

  /** Polls until something is so. */
  void until(BooleanSupplier reached) {
    new Pair(this, this).until(reached);
  }

  private void poll() {
    consumer.poll(POLL);
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Two that are polled in turn. */
  record Pair(Member one, Member other) {
    /** Polls until something is so. */
    void until(BooleanSupplier reached) {
      long deadline = System.nanoTime() + LIMIT_NANOS;
      while (!reached.getAsBoolean()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("Still " + one.owned() + " and " + other.owned());
        }
        one.poll();
        other.poll();
      }
    }
  }

  private final class Noting implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // As the coordinators do: their places are in the journal, not in the group.
      partitions.forEach(partition -> consumer.seek(partition, 0L));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      revoked.addAll(partitions);
    }
  }
}
