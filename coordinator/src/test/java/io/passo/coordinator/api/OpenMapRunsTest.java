package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.coordinator.api.limits.OpenMapRuns;
import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.passo.coordinator.history.MapRuns;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.MapRunRecord.Progress;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An account has at most so many Map Runs open; the oldest ones run. */
class OpenMapRunsTest {
  private static final int QUOTA = 16;

  private final Service service = new Service();
  private final Instant start = service.clock.instant();
  private final OpenMapRuns admission = new OpenMapRuns(service.mapRuns, QUOTA, service.clock);

  private static String arn(int number) {
    return PREFIX + "mapRun:there/each:%03d".formatted(number);
  }

  /** The sink has written down that a Map Run began. */
  private void known(int number, Instant startedAt) {
    Progress nothing = new Progress(0, 0, 0, 0, 0, 0);
    service.mapRuns.add(
        new MapRuns.Known(
            PREFIX + "execution:there:run",
            new MapRunRecord(
                arn(number),
                "r.3",
                "RUNNING",
                startedAt.toEpochMilli(),
                null,
                0,
                null,
                null,
                nothing,
                nothing,
                0,
                null)));
  }

  private boolean mayBegin(int number, Instant startedAt) {
    return admission.mayBegin(execution(), arn(number), startedAt);
  }

  private static ExecutionStart execution() {
    return new ExecutionStart(
        PREFIX + "execution:there:run",
        "run",
        PREFIX + "stateMachine:there",
        "there",
        "arn:aws:iam::000000000000:role/r",
        "",
        Json.EMPTY_OBJECT,
        Instant.EPOCH,
        null,
        null,
        null);
  }

  @Test
  void shouldLetFewBeginBeforeTheyAreKnown() {
    // when
    List<Boolean> begun = IntStream.range(0, 4).mapToObj(i -> mayBegin(i, start)).toList();

    // then
    assertThat(begun).containsExactly(true, true, false, false);
  }

  @Test
  void shouldLetTheOldestBeginOnceTheyAreKnown() {
    // given
    for (int i = 0; i < QUOTA + 2; i++) {
      known(i, start);
    }
    service.clock.advance(Duration.ofSeconds(3));

    // then
    assertThat(mayBegin(QUOTA - 1, start)).isTrue();
    assertThat(mayBegin(QUOTA, start)).isFalse();
    assertThat(mayBegin(0, start)).isTrue();
    assertThat(mayBegin(99, service.clock.instant())).isFalse();
  }

  @Test
  void shouldLetTheNextBeginWhenOneHasEnded() {
    // given
    for (int i = 1; i < QUOTA + 2; i++) {
      known(i, start);
    }
    service.clock.advance(Duration.ofSeconds(3));

    // then
    assertThat(mayBegin(QUOTA, start)).isTrue();
    assertThat(mayBegin(QUOTA + 1, start)).isFalse();
  }

  @Test
  void shouldWaitUntilItIsKnownWhenHalfOfTheQuotaIsTaken() {
    // given
    for (int i = 0; i < QUOTA / 2 + 1; i++) {
      known(i, start);
    }
    service.clock.advance(Duration.ofSeconds(3));
    Instant late = service.clock.instant();

    // when
    boolean atOnce = mayBegin(50, late);
    service.clock.advance(Duration.ofSeconds(3));
    boolean whileTheSinkIsBehind = mayBegin(50, late);
    known(50, late);
    service.clock.advance(Duration.ofSeconds(1));

    // then
    assertThat(atOnce).isFalse();
    assertThat(whileTheSinkIsBehind).isFalse();
    assertThat(mayBegin(50, late)).isTrue();
  }

  @Test
  void shouldNotWaitForTheTableForMoreThanAMinute() {
    // given
    for (int i = 0; i < QUOTA / 2 + 1; i++) {
      known(i, start);
    }

    // when
    service.clock.advance(Duration.ofSeconds(61));

    // then
    assertThat(mayBegin(50, start)).isTrue();
    assertThat(mayBegin(51, start.plusSeconds(2))).isFalse();
  }

  @Test
  void shouldNotCountThoseOfOtherRegions() {
    // given
    for (int i = 0; i < QUOTA; i++) {
      known(i, start);
    }
    service.clock.advance(Duration.ofSeconds(3));
    String elsewhere = arn(1).replace("us-east-1", "eu-west-1");

    // then
    assertThat(admission.mayBegin(execution(), elsewhere, service.clock.instant())).isTrue();
  }

  @Test
  void shouldLetAllBeginWhileTheyCannotBeCounted() {
    // given
    OpenMapRuns blind = new OpenMapRuns(new Unreachable(), 1, service.clock);

    // when
    boolean atOnce = blind.mayBegin(execution(), arn(1), start);
    service.clock.advance(Duration.ofSeconds(10));

    // then
    assertThat(atOnce).isFalse();
    assertThat(blind.mayBegin(execution(), arn(1), start)).isTrue();
    assertThat(blind.mayBegin(execution(), arn(2), start)).isTrue();
  }

  /** A database that does not answer. */
  private static final class Unreachable implements MapRuns {
    private static <T> Uni<T> failed() {
      return Uni.createFrom().failure(new IllegalStateException("no database"));
    }

    @Override
    public Uni<Optional<Known>> find(String mapRunArn) {
      return failed();
    }

    @Override
    public Uni<List<Known>> list(String executionArn, @Nullable Cursor after, int limit) {
      return failed();
    }

    @Override
    public Uni<Open> open(String account, String region, long most, long youngFrom) {
      return failed();
    }

    @Override
    public Uni<Lost> lost(String mapRunArn, RedriveBounds bounds) {
      return failed();
    }
  }
}
