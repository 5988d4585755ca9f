package io.passo.coordinator.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.passo.coordinator.engine.Input;
import io.passo.coordinator.engine.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollerTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final AtomicLong nanoTime = new AtomicLong();
  private final Poller poller = new Poller("test", consumer, nanoTime::get);

  @BeforeEach
  void assign() {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.seek(PARTITION, 0);
    poller.start();
  }

  @AfterEach
  void close() {
    poller.close();
  }

  @Test
  void shouldRunRequestsOnItsThread() throws Exception {
    assertThat(poller.submit(() -> Thread.currentThread().getName()).get(10, SECONDS))
        .isEqualTo("test");
  }

  @Test
  void shouldRefuseRequestsOfWhomItWaitsFor() throws Exception {
    // given
    CompletableFuture<Throwable> refused = new CompletableFuture<>();

    // when
    poller
        .submit(
            () -> {
              poller.refusing(() -> askAndWait(refused));
              return true;
            })
        .get(10, SECONDS);

    // then
    assertThat(refused.get(10, SECONDS)).isInstanceOf(UnavailableException.class);
    assertThat(poller.submit(() -> 7).get(10, SECONDS)).isEqualTo(7);
  }

  // As a lane does that is waited for while the group takes its partition.
  @SuppressWarnings("FutureReturnValueIgnored") // the callback says what the future would
  private void askAndWait(CompletableFuture<Throwable> refused) {
    Thread lane =
        Thread.ofPlatform()
            .start(
                () ->
                    poller
                        .submit(() -> 7)
                        .whenComplete((value, failure) -> refused.complete(failure)));
    assertThatThrownBy(
            () -> {
              lane.join();
              throw new IllegalStateException(String.valueOf(refused.get(5, SECONDS)));
            })
        .hasMessageContaining("The group rebalances");
  }

  @Test
  void shouldPauseAPartitionWhoseFeedIsFullUntilItHasRoom() throws Exception {
    // given
    Feed feed = new Feed(2, poller::wake);
    poller.attach(PARTITION, feed);

    // when
    poller.submit(() -> add(0, 1, 2)).get(10, SECONDS);
    List<Input> first = feed.take(10, 100, 10_000);
    poller.submit(() -> add(3)).get(10, SECONDS);
    List<Input> second = feed.take(10, 100, 10_000);

    // then
    assertThat(first).extracting(Input::offset).containsExactly(0L, 1L, 2L);
    assertThat(second).extracting(Input::offset).containsExactly(3L);
  }

  @Test
  void shouldPollLessOftenWhereNothingHasComeForAWhile() throws Exception {
    // given
    poller.attach(PARTITION, new Feed(10, poller::wake));
    await().until(() -> consumer.lastPollTimeout(), Duration.ofMillis(100)::equals);

    // when
    nanoTime.set(SECONDS.toNanos(11));

    // then
    await().until(() -> consumer.lastPollTimeout(), Duration.ofMillis(500)::equals);
    poller.submit(() -> add(0)).get(10, SECONDS);
    await().until(() -> consumer.lastPollTimeout(), Duration.ofMillis(100)::equals);
  }

  private boolean add(long... offsets) {
    for (long offset : offsets) {
      consumer.addRecord(new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[1]));
    }
    return true;
  }
}
