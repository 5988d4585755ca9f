package io.passo.asl.history;

import static io.passo.asl.history.RandomHistory.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryJsonTest {
  @ParameterizedTest
  @CsvSource({"true, history.json", "false, history-without-data.json"})
  void shouldRenderAsTheGoldenFile(boolean includeExecutionData, String file) throws IOException {
    // when
    String rendered = render(Samples.execution(), includeExecutionData);

    // then
    try (InputStream in = HistoryJsonTest.class.getResourceAsStream("/golden/" + file)) {
      String golden = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rendered).isEqualTo(golden.replaceAll("\\n\\s*", ""));
    }
  }

  @ParameterizedTest
  @MethodSource
  void shouldRenderDetails(Details details, String member, String expected) throws IOException {
    // given
    HistoryEvent event = new HistoryEvent(9, 3, Instant.EPOCH, details);

    // when
    JsonNode rendered = json(render(List.of(event), true)).node().get(0);

    // then
    assertThat(rendered.get("type").textValue()).isEqualTo(details.type().wireName());
    if (member.isEmpty()) {
      assertThat(rendered.properties()).hasSize(4);
    } else {
      assertThat(rendered.get(member)).isEqualTo(json(expected).node());
      assertThat(rendered.properties()).hasSize(5);
    }
  }

  static List<Arguments> shouldRenderDetails() {
    Json payload = json("{\"a\": 1}");
    String in = "\"input\": \"{\\\"a\\\": 1}\", \"inputDetails\": {\"truncated\": false}";
    String out = "\"output\": \"{\\\"a\\\": 1}\", \"outputDetails\": {\"truncated\": false}";
    return List.of(
        row(new Details.Plain(EventType.LAMBDA_FUNCTION_STARTED), "", ""),
        row(
            new Details.ExecutionStarted(payload, "r", "al", "ve"),
            "executionStartedEventDetails",
            "{"
                + in
                + ", \"roleArn\": \"r\", \"stateMachineAliasArn\": \"al\", \"stateMachineVersionArn\": \"ve\"}"),
        row(
            new Details.ExecutionRedriven(1),
            "executionRedrivenEventDetails",
            "{\"redriveCount\": 1}"),
        row(
            new Details.Failure(EventType.EXECUTION_FAILED, null, null),
            "executionFailedEventDetails",
            "{}"),
        row(
            new Details.Failure(EventType.EXECUTION_TIMED_OUT, "States.Timeout", null),
            "executionTimedOutEventDetails",
            "{\"error\": \"States.Timeout\"}"),
        row(
            new Details.Failure(EventType.ACTIVITY_SCHEDULE_FAILED, "e", "c"),
            "activityScheduleFailedEventDetails",
            "{\"error\": \"e\", \"cause\": \"c\"}"),
        row(
            new Details.StateEntered(EventType.MAP_STATE_ENTERED, "M", payload),
            "stateEnteredEventDetails",
            "{\"name\": \"M\", " + in + "}"),
        row(
            new Details.StateExited(
                EventType.CHOICE_STATE_EXITED, "C", payload, Map.of("v", json("\"x\""))),
            "stateExitedEventDetails",
            "{\"name\": \"C\", "
                + out
                + ", \"assignedVariables\": {\"v\": \"\\\"x\\\"\"}, \"assignedVariablesDetails\": {\"truncated\": false}}"),
        row(
            new Details.TaskScheduled("sqs", "sendMessage", "eu-1", payload, 5L, 2L, "role"),
            "taskScheduledEventDetails",
            "{\"resourceType\": \"sqs\", \"resource\": \"sendMessage\", \"region\": \"eu-1\","
                + " \"parameters\": \"{\\\"a\\\": 1}\", \"timeoutInSeconds\": 5, \"heartbeatInSeconds\": 2,"
                + " \"taskCredentials\": {\"roleArn\": \"role\"}}"),
        row(
            new Details.TaskFailure(EventType.TASK_SUBMIT_FAILED, "sqs", "x", "e", null),
            "taskSubmitFailedEventDetails",
            "{\"resourceType\": \"sqs\", \"resource\": \"x\", \"error\": \"e\"}"),
        row(
            new Details.LambdaFunctionScheduled("arn", payload, null, null),
            "lambdaFunctionScheduledEventDetails",
            "{\"resource\": \"arn\", " + in + "}"),
        row(
            new Details.ActivityScheduled("arn", payload, 9L, 8L),
            "activityScheduledEventDetails",
            "{\"resource\": \"arn\", "
                + in
                + ", \"timeoutInSeconds\": 9, \"heartbeatInSeconds\": 8}"),
        row(new Details.ActivityStarted(null), "activityStartedEventDetails", "{}"),
        row(
            new Details.ActivityStarted("w"),
            "activityStartedEventDetails",
            "{\"workerName\": \"w\"}"),
        row(new Details.MapStateStarted(0), "mapStateStartedEventDetails", "{\"length\": 0}"),
        row(
            new Details.MapIteration(EventType.MAP_ITERATION_ABORTED, "M", 0),
            "mapIterationAbortedEventDetails",
            "{\"name\": \"M\", \"index\": 0}"),
        row(
            new Details.MapRunStarted("arn"),
            "mapRunStartedEventDetails",
            "{\"mapRunArn\": \"arn\"}"),
        row(
            new Details.MapRunRedriven("arn", 2),
            "mapRunRedrivenEventDetails",
            "{\"mapRunArn\": \"arn\", \"redriveCount\": 2}"),
        row(
            new Details.EvaluationFailed("e", "c", "Output", "S"),
            "evaluationFailedEventDetails",
            "{\"error\": \"e\", \"cause\": \"c\", \"location\": \"Output\", \"state\": \"S\"}"));
  }

  private static Arguments row(Details details, String member, String expected) {
    return Arguments.of(details, member, expected);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void shouldRenderEveryTypeAsValidJson(EventType type) throws IOException {
    // given
    HistoryEvent event = new RandomHistory(type.code()).event(2, type);

    // when
    JsonNode rendered = json(render(List.of(event), true)).node().get(0);

    // then
    assertThat(rendered.get("id").longValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "1790000000123, 1790000000.123",
    "1790000000000, 1790000000.000",
    "1790000000007, 1790000000.007",
    "0, 0.000"
  })
  void shouldWriteTimesAsSecondsWithMilliseconds(long millis, String expected) {
    // when
    String seconds = HistoryJson.epochSeconds(Instant.ofEpochMilli(millis));

    // then
    assertThat(seconds).isEqualTo(expected);
  }

  @Test
  void shouldWriteNothingOfThePayloadTwice() throws IOException {
    // given: a payload whose escapes must be escaped again
    Json payload = json("\"a\\u0000\\\"\\\\ \u00df \ud83d\ude00 \u2028\"");
    Details details = new Details.Output(EventType.EXECUTION_SUCCEEDED, payload);

    // when
    JsonNode rendered =
        json(render(List.of(new HistoryEvent(1, 0, Instant.EPOCH, details)), true)).node().get(0);

    // then
    String output = rendered.get("executionSucceededEventDetails").get("output").textValue();
    assertThat(output).isEqualTo(payload.text());
  }

  @Test
  void shouldRenderPayloadsOfEverySize() throws IOException {
    for (int size : new int[] {1, 1_000, 7_990, 8_000, 16_001, 300_000}) {
      // given
      Json payload = json("\"" + "x\u00df\ud83d\ude00\\n".repeat(size / 9 + 1) + "\"");
      Details details = new Details.Output(EventType.EXECUTION_SUCCEEDED, payload);
      HistoryEvent event = new HistoryEvent(1, 0, Instant.EPOCH, details);

      // when
      JsonNode rendered = json(render(List.of(event, event), true)).node().get(1);

      // then
      assertThat(rendered.at("/executionSucceededEventDetails/output").textValue())
          .isEqualTo(payload.text());
    }
  }

  private static String render(List<HistoryEvent> events, boolean includeExecutionData)
      throws IOException {
    HistoryJson history = new HistoryJson(includeExecutionData);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = HistoryJson.generator(out)) {
      json.writeStartArray();
      for (HistoryEvent event : events) {
        history.write(event, json);
      }
      json.writeEndArray();
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
