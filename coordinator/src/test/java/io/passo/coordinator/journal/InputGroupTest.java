package io.passo.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.passo.coordinator.engine.PartitionLanes;
import io.passo.protocol.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputGroupTest {
  private final ToldConsumer consumer = new ToldConsumer();
  private final Lanes lanes = new Lanes();
  private final InputGroup group =
      new InputGroup(
          consumer,
          new LogReaders(new ClientSettings("localhost:9", "test", Duration.ofSeconds(1))),
          10);

  @BeforeEach
  void join() {
    group.start();
    group.join(lanes);
  }

  @AfterEach
  void close() {
    group.close();
  }

  @Test
  void shouldAskForWhatTheOthersGiveBack() {
    // when it has nothing yet
    consumer.give();

    // then
    await().until(consumer::shouldRebalance);
    assertThat(group.isJoined()).isFalse();

    // when it gets something
    consumer.give(2, 3);

    // then
    await().until(group::isJoined);
    assertThat(lanes.assigned).containsExactly(2, 3);
  }

  @Test
  void shouldAskOnlyOnceWhereThereIsNothingToGet() {
    // given
    consumer.give();
    await().until(consumer::shouldRebalance);
    consumer.resetShouldRebalance();

    // when
    consumer.give();

    // then
    await().until(group::isJoined);
    assertThat(consumer.shouldRebalance()).isFalse();
  }

  @Test
  void shouldAskAgainWhenItHasLostEverything() {
    // given
    consumer.give(1);
    await().until(group::isJoined);
    consumer.take(1);
    await().until(consumer::shouldRebalance);
    consumer.resetShouldRebalance();

    // when
    consumer.give(2);
    await().until(() -> lanes.assigned.contains(2));
    consumer.take(2);

    // then
    await().until(consumer::shouldRebalance);
    assertThat(group.isJoined()).isTrue();
  }

  @Test
  void shouldNotAskWhereItGetsSomethingAtOnce() {
    // when
    consumer.give(0);

    // then
    await().until(group::isJoined);
    assertThat(consumer.shouldRebalance()).isFalse();
  }

  @Test
  void shouldLeaveAloneWhatIsNotTaken() {
    // given
    consumer.give(0, 1, 2);
    await().until(group::isJoined);

    // when
    consumer.take(2);

    // then
    await().until(() -> lanes.assigned.size() == 2);
    assertThat(lanes.assigned).containsExactly(0, 1);
    assertThat(consumer.shouldRebalance()).isFalse();
  }

  private static final class Lanes implements PartitionLanes {
    private final Set<Integer> assigned = new ConcurrentSkipListSet<>();

    @Override
    public void assign(int partition) {
      assigned.add(partition);
    }

    @Override
    public void revoke(Set<Integer> partitions) {
      assigned.removeAll(partitions);
    }

    @Override
    public void lose(Set<Integer> partitions) {
      assigned.removeAll(partitions);
    }
  }

  /** Tells its listener of rebalances as a cooperative member is told, also of empty ones. */
  private static final class ToldConsumer extends MockConsumer<byte[], byte[]> {
    private volatile ConsumerRebalanceListener listener;

    ToldConsumer() {
      super("none");
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener told) {
      super.subscribe(topics);
      listener = told;
    }

    void give(int... partitions) {
      List<TopicPartition> pairs = pairs(partitions);
      schedulePollTask(
          () -> {
            List<TopicPartition> all =
                Stream.concat(assignment().stream(), pairs.stream()).toList();
            rebalance(all);
            listener.onPartitionsAssigned(pairs);
          });
    }

    void take(int... partitions) {
      List<TopicPartition> pairs = pairs(partitions);
      schedulePollTask(
          () -> {
            listener.onPartitionsRevoked(pairs);
            rebalance(assignment().stream().filter(kept -> !pairs.contains(kept)).toList());
            listener.onPartitionsAssigned(List.of());
          });
    }

    private static List<TopicPartition> pairs(int... partitions) {
      return IntStream.of(partitions)
          .boxed()
          .flatMap(
              p ->
                  Stream.of(
                      new TopicPartition(Topics.REQUESTS, p),
                      new TopicPartition(Topics.RESULTS, p)))
          .toList();
    }
  }
}
