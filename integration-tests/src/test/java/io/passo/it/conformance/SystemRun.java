package io.passo.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs cases through the API of a started system, in wire form. */
final class SystemRun implements Verdict.Runner {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LIMIT_FOR_TIMEOUTS = Duration.ofSeconds(150);
  private static final String ROLE = "arn:aws:iam::000000000000:role/snf_role_arn";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;

  SystemRun(URI endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public JsonNode test(ConformanceCase of, ConformanceCase.Run run) {
    return call("TestState", StateTestRun.request(run).put("roleArn", ROLE));
  }

  @Override
  public ActualRun run(ConformanceCase of, ConformanceCase.Run run) {
    return of.isExpress() ? express(run) : standard(of, run);
  }

  private ActualRun express(ConformanceCase.Run run) {
    JsonNode ended =
        call("StartSyncExecution", startRequest(createStateMachine("EXPRESS", run), run));
    return outcome(ended, List.of());
  }

  private ActualRun standard(ConformanceCase of, ConformanceCase.Run run) {
    String execution =
        call("StartExecution", startRequest(createStateMachine("STANDARD", run), run))
            .path("executionArn")
            .textValue();
    JsonNode closed =
        awaitClosed(execution, of.category().equals("timeouts") ? LIMIT_FOR_TIMEOUTS : LIMIT);
    return outcome(closed, history(execution));
  }

  private static ActualRun outcome(JsonNode ended, List<JsonNode> history) {
    return new ActualRun(
        ended.path("status").textValue(),
        ended.path("output").textValue(),
        ended.path("error").textValue(),
        ended.path("cause").textValue(),
        history);
  }

  private String createStateMachine(String type, ConformanceCase.Run run) {
    ObjectNode request =
        object()
            .put("name", "conformance-" + UUID.randomUUID())
            .put("type", type)
            .put("definition", run.definition())
            .put("roleArn", ROLE);
    return call("CreateStateMachine", request).path("stateMachineArn").textValue();
  }

  private static ObjectNode startRequest(String stateMachineArn, ConformanceCase.Run run) {
    ObjectNode request = object().put("stateMachineArn", stateMachineArn);
    if (run.input() != null) {
      request.put("input", run.input());
    }
    if (run.name() != null) {
      request.put("name", run.name());
    }
    return request;
  }

  private JsonNode awaitClosed(String execution, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      JsonNode described = call("DescribeExecution", object().put("executionArn", execution));
      if (!described.path("status").textValue().equals("RUNNING")) {
        return described;
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Expected the execution to end within " + limit);
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private List<JsonNode> history(String execution) {
    List<JsonNode> events = new ArrayList<>();
    @Nullable String token = null;
    do {
      ObjectNode request = object().put("executionArn", execution).put("maxResults", 1000);
      if (token != null) {
        request.put("nextToken", token);
      }
      JsonNode page = call("GetExecutionHistory", request);
      page.path("events").forEach(event -> events.add(((ObjectNode) event).without("timestamp")));
      token = page.path("nextToken").textValue();
    } while (token != null);
    return events;
  }

  private JsonNode call(String action, ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AWSStepFunctions." + action)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(action + " was refused: " + response.body());
      }
      return FunctionServer.json(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(action + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
