package io.passo.asl.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogRecordJsonTest {
  private static final String ARN = "arn:aws:states:us-east-1:000000000000:express:m:run:1";
  private static final HistoryEvent SCHEDULED =
      new HistoryEvent(
          6,
          5,
          Instant.ofEpochMilli(1_628_883_573_000L),
          new Details.TaskScheduled(
              "lambda",
              "invoke",
              "us-east-1",
              Json.of("{\"n\":1}".getBytes(StandardCharsets.UTF_8)),
              60L,
              null,
              null));

  @Test
  void shouldWriteNumbersAsText() {
    // when
    String line = LogRecordJson.text(SCHEDULED, ARN, true);

    // then
    assertThat(line)
        .isEqualTo(
            "{\"id\":\"6\",\"type\":\"TaskScheduled\",\"details\":{\"resourceType\":\"lambda\","
                + "\"resource\":\"invoke\",\"region\":\"us-east-1\","
                + "\"parameters\":\"{\\\"n\\\":1}\",\"timeoutInSeconds\":\"60\"},"
                + "\"previous_event_id\":\"5\",\"event_timestamp\":\"1628883573000\","
                + "\"execution_arn\":\"arn:aws:states:us-east-1:000000000000:express:m:run:1\","
                + "\"redrive_count\":\"0\"}");
  }

  @Test
  void shouldLeaveOutPayloadsUnlessTheyAreWanted() {
    assertThat(LogRecordJson.text(SCHEDULED, ARN, false)).doesNotContain("parameters");
  }
}
