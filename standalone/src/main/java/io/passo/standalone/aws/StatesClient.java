package io.passo.standalone.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.standalone.system.SystemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls the AWS JSON 1.0 API, one request at a time. */
public final class StatesClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "arn:aws:iam::000000000000:role/passo";

  private final URI endpoint;
  private final Optional<Signer> signer;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** A client that does not sign. */
  public StatesClient(URI endpoint) {
    this(endpoint, Optional.empty());
  }

  /**
   * A client that signs what it sends.
   *
   * @param signer empty if requests need no signature
   */
  public StatesClient(URI endpoint, Optional<Signer> signer) {
    this.endpoint = endpoint;
    this.signer = signer;
  }

  /**
   * Creates the state machine, or gives the one of that name this definition.
   *
   * @return its ARN
   */
  public String register(String name, String definition) {
    return register(name, "STANDARD", definition);
  }

  /**
   * The same for a type of state machines.
   *
   * @param type {@code STANDARD} or {@code EXPRESS}
   */
  public String register(String name, String type, String definition) {
    signer.ifPresent(with -> new RoleSetup(new IamClient(endpoint, signer, http)).make(ROLE));
    try {
      return call(
              "CreateStateMachine",
              Map.of("name", name, "type", type, "definition", definition, "roleArn", ROLE))
          .path("stateMachineArn")
          .asText();
    } catch (ApiException e) {
      if (!e.type().equals("StateMachineAlreadyExists")) {
        throw e;
      }
      String arn = find(name).orElseThrow(() -> e);
      call("UpdateStateMachine", Map.of("stateMachineArn", arn, "definition", definition));
      return arn;
    }
  }

  private Optional<String> find(String name) {
    String nextToken = "";
    do {
      JsonNode page =
          call(
              "ListStateMachines", nextToken.isEmpty() ? Map.of() : Map.of("nextToken", nextToken));
      for (JsonNode machine : page.path("stateMachines")) {
        if (machine.path("name").asText().equals(name)) {
          return Optional.of(machine.path("stateMachineArn").asText());
        }
      }
      nextToken = page.path("nextToken").asText();
    } while (!nextToken.isEmpty());
    return Optional.empty();
  }

  /** Starts an execution and returns its ARN. */
  public String start(String stateMachineArn, String input) {
    return call("StartExecution", Map.of("stateMachineArn", stateMachineArn, "input", input))
        .path("executionArn")
        .asText();
  }

  /** Status, output, error and cause of an execution. */
  public JsonNode describe(String executionArn) {
    return call("DescribeExecution", Map.of("executionArn", executionArn));
  }

  /** All events so far. */
  public List<JsonNode> history(String executionArn) {
    List<JsonNode> events = new ArrayList<>();
    Map<String, Object> request = Map.of("executionArn", executionArn, "maxResults", 1000);
    JsonNode page = call("GetExecutionHistory", request);
    page.path("events").forEach(events::add);
    while (page.hasNonNull("nextToken")) {
      page =
          call(
              "GetExecutionHistory",
              Map.of(
                  "executionArn",
                  executionArn,
                  "maxResults",
                  1000,
                  "nextToken",
                  page.path("nextToken").asText()));
      page.path("events").forEach(events::add);
    }
    return events;
  }

  /** Completes a task that waits for its token. */
  public void sendTaskSuccess(String taskToken, String output) {
    call("SendTaskSuccess", Map.of("taskToken", taskToken, "output", output));
  }

  /**
   * One request.
   *
   * @throws ApiException if the API refuses it
   * @throws SystemException if it does not answer
   */
  public JsonNode call(String action, Map<String, ?> request) {
    try {
      byte[] body = JSON.writeValueAsBytes(request);
      HttpRequest.Builder post =
          HttpRequest.newBuilder(endpoint)
              .timeout(Duration.ofSeconds(70))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body));
      Calls.headers(endpoint, action, body, signer).forEach(post::header);
      HttpResponse<String> response = Calls.send(http, action, post.build());
      if (response.statusCode() == 200) {
        return JSON.readTree(response.body());
      }
      throw refused(response);
    } catch (IOException e) {
      throw new SystemException(
          "Expected JSON in the answer to %s from %s but %s".formatted(action, endpoint, e), e);
    }
  }

  private static ApiException refused(HttpResponse<String> response) throws IOException {
    String body = response.body();
    if (!body.startsWith("{")) {
      return new ApiException("HTTP " + response.statusCode(), body);
    }
    JsonNode error = JSON.readTree(body);
    String type = error.path("__type").asText("HTTP " + response.statusCode());
    String message = error.path("message").asText(error.path("Message").asText());
    return new ApiException(type.substring(type.indexOf('#') + 1), message);
  }

  @Override
  public void close() {
    http.close();
  }
}
