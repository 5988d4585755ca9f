package io.passo.coordinator.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.api.MemoryTokenLeases;
import io.passo.coordinator.state.TokenLeases.Lease;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One bucket, shared by several coordinators. */
class LeasedBucketTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final MemoryTokenLeases shared = new MemoryTokenLeases(() -> now);

  private LeasedBucket coordinator(Rate rate) {
    return new LeasedBucket("a:b", rate, shared, () -> now.toEpochMilli() * 1_000_000);
  }

  private static boolean take(LeasedBucket bucket) {
    return bucket.take().await().atMost(Duration.ofSeconds(1));
  }

  private static int taken(LeasedBucket bucket, int calls) {
    int taken = 0;
    for (int n = 0; n < calls; n++) {
      taken += take(bucket) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void shouldGiveAnAccountItsRateOnceWhicheverCoordinatorsItCalls() {
    // given
    Rate rate = new Rate(30, 10);
    List<LeasedBucket> coordinators =
        List.of(coordinator(rate), coordinator(rate), coordinator(rate));

    // when
    int burst = coordinators.stream().mapToInt(each -> taken(each, 30)).sum();
    int later = 0;
    for (int second = 0; second < 10; second++) {
      now = now.plusSeconds(1);
      later += coordinators.stream().mapToInt(each -> taken(each, 30)).sum();
    }

    // then
    assertThat(burst).isEqualTo(30);
    assertThat(later).isEqualTo(100);
  }

  @Test
  void shouldGiveItsWholeRateToWhoCallsOneCoordinatorOnly() {
    // given
    Rate rate = new Rate(30, 10);
    take(coordinator(rate));

    // when / then
    assertThat(taken(coordinator(rate), 100)).isEqualTo(29);
  }

  @Test
  void shouldNotAskForEachCall() {
    // given
    LeasedBucket bucket = coordinator(new Rate(10_000, 1_000));

    // when
    int taken = taken(bucket, 1_000);

    // then
    assertThat(taken).isEqualTo(1_000);
    assertThat(shared.asked()).isEqualTo(100);
  }

  @Test
  void shouldNotAskWhileTheBucketIsKnownToBeEmpty() {
    // given
    LeasedBucket bucket = coordinator(new Rate(1, 1));
    take(bucket);
    take(bucket);
    int asked = shared.asked();

    // when
    now = now.plusMillis(999);
    int early = taken(bucket, 1_000);
    int askedMeanwhile = shared.asked() - asked;
    now = now.plusMillis(1);
    int inTime = taken(bucket, 1);

    // then
    assertThat(early).isZero();
    assertThat(askedMeanwhile).isZero();
    assertThat(inTime).isEqualTo(1);
  }

  @Test
  void shouldServeCallersThatWaitForTheSameAnswer() {
    // given
    List<UniEmitter<? super Lease>> open = new ArrayList<>();
    List<Integer> wanted = new ArrayList<>();
    LeasedBucket bucket =
        new LeasedBucket(
            "a:b",
            new Rate(3, 1),
            (name, size, perSecond, tokens) ->
                Uni.createFrom()
                    .emitter(
                        emitter -> {
                          wanted.add(tokens);
                          open.add(emitter);
                        }),
            () -> 0);
    List<CompletableFuture<Boolean>> callers = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      callers.add(bucket.take().subscribeAsCompletionStage());
    }

    // when
    open.get(0).complete(new Lease(1, 0));
    open.get(1).complete(new Lease(2, 1_000_000));

    // then
    assertThat(wanted).containsExactly(1, 3);
    assertThat(callers.stream().map(CompletableFuture::join).toList())
        .containsExactly(true, true, true, false, false);
  }

  @Test
  void shouldHaveABucketOfItsOwnWhileTheSharedOneIsOutOfReach() {
    // given
    Rate rate = new Rate(5, 1);
    LeasedBucket bucket = coordinator(rate);
    shared.isAway(true);

    // when
    int alone = taken(bucket, 20);
    int asked = shared.asked();
    shared.isAway(false);
    now = now.plusSeconds(1);
    int again = taken(bucket, 20);

    // then
    assertThat(alone).isEqualTo(5);
    assertThat(asked).isEqualTo(1);
    assertThat(again).isEqualTo(5);
  }
}
