package io.passo.coordinator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.state.TokenLeases.Lease;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Token buckets in a real Redis. */
class RedisTokenLeasesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static RealRedis redis;
  private static RedisReads one;
  private static RedisReads other;

  private final String bucket = UUID.randomUUID().toString();

  @BeforeAll
  static void connect() {
    redis = new RealRedis();
    one = new RedisReads(redis.client(), 1);
    other = new RedisReads(redis.client(), 1);
  }

  @AfterAll
  static void disconnect() {
    one.close();
    other.close();
    redis.close();
  }

  private Lease take(RedisReads coordinator, int size, int perSecond, int wanted) {
    return coordinator.tokens().take(bucket, size, perSecond, wanted).await().atMost(PATIENCE);
  }

  @Test
  void shouldShareABucket() {
    // when
    Lease first = take(one, 100, 1, 60);
    Lease second = take(other, 100, 1, 60);
    Lease third = take(one, 100, 1, 60);

    // then
    assertThat(first).isEqualTo(new Lease(60, 0));
    assertThat(second.granted()).isEqualTo(40);
    assertThat(second.nextMicros()).isBetween(1L, 1_000_000L);
    assertThat(third.granted()).isZero();
  }

  @Test
  void shouldFillABucketAgain() throws Exception {
    // given
    assertThat(take(one, 2, 1_000, 2).granted()).isEqualTo(2);

    // when
    Lease filled = take(other, 2, 1_000, 2);
    for (int tries = 0; filled.granted() == 0 && tries < 1_000; tries++) {
      filled = take(other, 2, 1_000, 2);
    }

    // then
    assertThat(filled.granted()).isPositive();
  }

  @Test
  void shouldForgetABucketThatIsFull() throws Exception {
    // given
    take(one, 10, 1_000_000, 10);

    // when
    String key = RedisNames.bucket(bucket);
    boolean gone = false;
    for (int tries = 0; !gone && tries < 10_000; tries++) {
      gone =
          redis
                  .client()
                  .send(Request.cmd(Command.EXISTS).arg(key))
                  .toCompletionStage()
                  .toCompletableFuture()
                  .get(10, TimeUnit.SECONDS)
                  .toInteger()
              == 0;
    }

    // then
    assertThat(gone).isTrue();
  }

  @Test
  void shouldNotBeEmptyForLongerThanItTakesToFillIt() {
    // given a clock that was an hour ahead
    long hourAhead = (System.currentTimeMillis() + 3_600_000) * 1_000;
    redis
        .client()
        .send(Request.cmd(Command.SET).arg(RedisNames.bucket(bucket)).arg(hourAhead))
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();

    // when
    Lease lease = take(one, 5, 1, 1);

    // then
    assertThat(lease.granted()).isZero();
    assertThat(lease.nextMicros()).isBetween(1L, 1_000_000L);
  }

  private long charge(RedisReads coordinator, int perSecond, int used) {
    return coordinator.debts().charge(bucket, perSecond, used).await().atMost(PATIENCE);
  }

  @Test
  void shouldOweTokensToAllCoordinators() {
    // when
    long first = charge(one, 1, 60);
    long second = charge(other, 1, 60);
    long third = charge(one, 1, -110);
    long last = charge(other, 1, -20);

    // then
    assertThat(first).isEqualTo(60_000_000);
    assertThat(second).isBetween(110_000_000L, 120_000_000L);
    assertThat(third).isBetween(1L, 10_000_000L);
    assertThat(last).isZero();
  }

  @Test
  void shouldNotOweMoreAfterTheClockHasGoneBack() {
    // given a clock that was an hour ahead, and a debt of a minute
    long hourAhead = (System.currentTimeMillis() + 3_600_000) * 1_000;
    redis
        .client()
        .send(
            Request.cmd(Command.SET)
                .arg(RedisNames.bucket(bucket))
                .arg((hourAhead + 60_000_000) + " " + hourAhead))
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();

    // when
    long behind = charge(one, 1, 1);

    // then
    assertThat(behind).isEqualTo(61_000_000);
  }
}
