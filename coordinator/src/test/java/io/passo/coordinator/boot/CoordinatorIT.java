package io.passo.coordinator.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The whole coordinator over real servers: from a definition to the history of its execution. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class CoordinatorIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LIMIT_SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();

  @TestHTTPResource("/")
  URI api;

  @TestHTTPResource("/q/health/ready")
  URI ready;

  @Test
  void shouldRunAStateMachineFromItsDefinitionToItsHistory() throws Exception {
    // given
    until(this::health, health -> health.path("status").asText().equals("UP"));
    String machine =
        call(
                "CreateStateMachine",
                """
                {"name": "smoke", "roleArn": "arn:aws:iam::000000000000:role/smoke", "definition":
                 "{\\"StartAt\\":\\"A\\",\\"States\\":{\\"A\\":{\\"Type\\":\\"Pass\\",\\"Result\\":7,\\"End\\":true}}}"}
                """)
            .path("stateMachineArn")
            .asText();

    // when
    JsonNode started =
        call("StartExecution", "{\"stateMachineArn\": \"" + machine + "\", \"input\": \"{}\"}");

    // then
    String execution = "{\"executionArn\": \"" + started.path("executionArn").asText() + "\"}";
    JsonNode ended =
        until(
            () -> call("DescribeExecution", execution),
            found -> found.path("status").asText().equals("SUCCEEDED"));
    assertThat(ended.path("output").asText()).isEqualTo("7");
    assertThat(types(call("GetExecutionHistory", execution)))
        .containsExactly(
            "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    JsonNode listed =
        call("ListExecutions", "{\"stateMachineArn\": \"" + machine + "\"}").path("executions");
    assertThat(listed).hasSize(1);
  }

  private static List<String> types(JsonNode history) {
    List<String> types = new ArrayList<>();
    history.path("events").forEach(event -> types.add(event.path("type").asText()));
    return types;
  }

  private JsonNode health() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(ready).build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private JsonNode call(String action, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api)
            .header("X-Amz-Target", "AWSStepFunctions." + action)
            .header("Content-Type", "application/x-amz-json-1.0")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  private static JsonNode until(Callable<JsonNode> question, Predicate<JsonNode> wanted)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    JsonNode answer = question.call();
    while (!wanted.test(answer)) {
      assertThat(System.nanoTime() - deadline).as("Still answered: %s", answer).isNegative();
      TimeUnit.MILLISECONDS.sleep(50);
      answer = question.call();
    }
    return answer;
  }
}
