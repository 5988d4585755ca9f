package io.passo.asl.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "2016-03-14T01:59:00Z, 2016-03-14T01:59:00Z",
    "2016-03-14T01:59:00.25Z, 2016-03-14T01:59:00.250Z",
    "2016-03-14T01:59:00+01:00, 2016-03-14T00:59:00Z",
    "2016-03-14T01:59:00-00:30, 2016-03-14T02:29:00Z"
  })
  void shouldReadTimestamps(String text, Instant expected) {
    // when, then
    assertThat(Timestamps.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2016-03-14",
        "2016-03-14T01:59:00",
        "2016-03-14t01:59:00Z",
        "2016-03-14T01:59:00z",
        "2016-03-14 01:59:00Z",
        "2016-03-14T01:59Z",
        "2016-02-30T01:59:00Z",
        "2016-03-14T25:59:00Z",
        "2016-03-14T01:59:00.Z"
      })
  void shouldRefuseOtherText(String text) {
    // when, then
    assertThat(Timestamps.parse(text)).isEmpty();
  }
}
