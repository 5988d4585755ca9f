package io.passo.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.standalone.aws.FakeApi;
import io.passo.standalone.aws.StatesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  private final List<Map<String, Object>> history = new ArrayList<>();
  private final StringWriter text = new StringWriter();
  private FakeApi api;
  private StatesClient client;

  /** An execution that waits for its token, and ends when it gets it. */
  @BeforeEach
  void startApi() throws IOException {
    event(1, "ExecutionStarted", "executionStartedEventDetails", Map.of("input", "{}"));
    event(
        2,
        "TaskScheduled",
        "taskScheduledEventDetails",
        Map.of(
            "resource",
            "invoke.waitForTaskToken",
            "parameters",
            "{\"Payload\":{\"taskToken\":\"t\"}}"));
    event(
        3, "TaskStarted", "taskStartedEventDetails", Map.of("resource", "invoke.waitForTaskToken"));
    event(
        4,
        "TaskSubmitted",
        "taskSubmittedEventDetails",
        Map.of("resource", "invoke.waitForTaskToken"));
    api =
        new FakeApi()
            .on(
                "CreateStateMachine",
                request -> Map.of("stateMachineArn", "arn:" + request.path("name").asText()))
            .on(
                "StartExecution",
                request ->
                    Map.of("executionArn", request.path("stateMachineArn").asText() + ":run"))
            .on("GetExecutionHistory", request -> Map.of("events", List.copyOf(history)))
            .on("SendTaskSuccess", this::complete);
    client = new StatesClient(api.endpoint());
  }

  @AfterEach
  void stopApi() {
    client.close();
    api.close();
  }

  private Object complete(JsonNode request) {
    assertThat(request.path("taskToken").asText()).isEqualTo("t");
    assertThat(request.path("output").asText()).contains("approvedBy");
    event(5, "ExecutionSucceeded", "executionSucceededEventDetails", Map.of("output", "{}"));
    return Map.of();
  }

  private void event(int id, String type, String detailsName, Map<String, String> details) {
    history.add(
        Map.of(
            "id",
            id,
            "previousEventId",
            id - 1,
            "type",
            type,
            "timestamp",
            id / 10.0,
            detailsName,
            details));
  }

  @Test
  void shouldApproveTheOrderAndCompareTheOutput() throws IOException {
    // given
    describe(Files.readString(EXAMPLES.resolve("order-processing/expected.json")));

    // when
    Demo.Outcome outcome = run();

    // then
    assertThat(outcome.asExpected()).isTrue();
    assertThat(outcome.executionArn()).isEqualTo("arn:order-processing:run");
    assertThat(text.toString()).contains("TaskSubmitted", "SendTaskSuccess", "ExecutionSucceeded");
  }

  @Test
  void shouldNotBeContentWithAnotherOutput() {
    // given
    describe("{\"status\":\"LOST\"}");

    // when
    Demo.Outcome outcome = run();

    // then
    assertThat(outcome.asExpected()).isFalse();
  }

  private void describe(String output) {
    api.on("DescribeExecution", request -> Map.of("status", "SUCCEEDED", "output", output));
  }

  private Demo.Outcome run() {
    return new Demo(client, new PrintWriter(text, true), (style, plain) -> plain).run(EXAMPLES);
  }
}
