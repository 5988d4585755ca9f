package io.passo.asl.interpreter.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Entropy;
import io.passo.asl.model.Pointer;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.Retrier.JitterStrategy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {
  private static Retrier retrier(
      long interval, double rate, @Nullable Long maxDelay, JitterStrategy jitter) {
    return new Retrier(
        List.of("E"),
        Duration.ofSeconds(interval),
        10,
        rate,
        maxDelay == null ? null : Duration.ofSeconds(maxDelay),
        jitter,
        Pointer.ROOT);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2.0,   , 0, 1000",
    "1, 2.0,   , 3, 8000",
    "3, 1.5,   , 2, 6750",
    "3, 1.0,   , 9, 3000",
    "2, 10.0, 60, 5, 60000",
    "99999999, 100, , 100, 2147483647000"
  })
  void shouldGrowByTheRateUpToTheLimit(
      long interval, double rate, @Nullable Long maxDelay, int before, long millis) {
    // given
    Retrier retrier = retrier(interval, rate, maxDelay, JitterStrategy.NONE);

    // when
    Duration delay = RetryDelay.of(retrier, before, new Entropy(1));

    // then
    assertThat(delay).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void shouldSpreadOverTheWholeDelayWhenJitterIsFull() {
    // given
    Retrier retrier = retrier(10, 1, null, JitterStrategy.FULL);

    // when
    List<Duration> delays =
        java.util.stream.LongStream.range(0, 1000)
            .mapToObj(seed -> RetryDelay.of(retrier, 0, new Entropy(seed)))
            .toList();

    // then
    assertThat(delays).allMatch(d -> !d.isNegative() && d.compareTo(Duration.ofSeconds(10)) < 0);
    assertThat(delays).anyMatch(d -> d.toMillis() < 1000).anyMatch(d -> d.toMillis() > 9000);
  }
}
