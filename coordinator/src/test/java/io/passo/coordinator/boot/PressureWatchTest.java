package io.passo.coordinator.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PressureWatchTest {
  @ParameterizedTest
  @CsvSource({"810,1000,true", "800,1000,false", "5000,0,false", "1200,1000,true"})
  void shouldCloseWhenRedisIsNearlyFull(long used, long most, boolean full) {
    // given
    String info = "# Memory\r\nused_memory:%d\r\nmaxmemory:%d\r\n".formatted(used, most);

    // when, then
    assertThat(PressureWatch.memory(info).isPresent()).isEqualTo(full);
  }

  @Test
  void shouldAssumeNothingOfARedisThatDoesNotTell() {
    assertThat(PressureWatch.memory("# Server\r\nredis_version:7.2\r\n")).isEmpty();
  }

  @Test
  void shouldCloseWhenAHistoryIsDaysBehind() {
    // given
    long now = 1_700_000_000_000L;
    long old = now - PressureWatch.MOST_LAG_MILLIS;

    // when, then
    assertThat(PressureWatch.lag(Map.of(3, now), Map.of(3, old))).isEmpty();
    assertThat(PressureWatch.lag(Map.of(2, now, 3, now), Map.of(2, now, 3, old - 1)))
        .hasValueSatisfying(reason -> assertThat(reason).contains("partition 3"));
  }

  @Test
  void shouldNotCallAPartitionThatNeverHadAnythingBehind() {
    assertThat(PressureWatch.lag(Map.of(3, 1_700_000_000_000L), Map.of(3, 0L))).isEmpty();
  }
}
