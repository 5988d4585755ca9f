package io.passo.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.interpreter.Event;
import io.passo.asl.teststate.InvalidTestException;
import io.passo.asl.teststate.StateTest;
import io.passo.asl.teststate.StateTest.Turn;
import io.passo.asl.teststate.Surroundings;
import io.passo.asl.teststate.TestRequest;
import io.passo.asl.teststate.TestResult;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A TestState on the pure part. */
final class StateTestRun {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Set<String> TEXTS = Set.of("context", "variables");

  private final SimulatedTasks tasks;
  private final Environment environment;

  StateTestRun(SimulatedTasks tasks, Environment environment) {
    this.tasks = tasks;
    this.environment = environment;
  }

  /** The request of a case as it is sent, but for the role. */
  static ObjectNode request(ConformanceCase.Run run) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("definition", run.definition());
    if (run.input() != null) {
      request.put("input", run.input());
    }
    for (var member : run.request().properties()) {
      JsonNode value = member.getValue();
      request.set(
          member.getKey(),
          TEXTS.contains(member.getKey()) && !value.isTextual()
              ? JsonNodeFactory.instance.textNode(value.toString())
              : value);
    }
    return request;
  }

  JsonNode run(ConformanceCase.Run run) {
    Surroundings around = new Surroundings(environment.account(), environment.region(), START, 42);
    try {
      StateTest test =
          StateTest.of(read(request(run)), around, (arn, attempt) -> "token-" + attempt);
      Turn turn = test.begin();
      while (!(turn instanceof Turn.Done)) {
        turn = next(test, turn);
      }
      return wire(((Turn.Done) turn).result());
    } catch (InvalidTestException e) {
      throw new IllegalArgumentException("Expected a legal test but found " + e.text(), e);
    }
  }

  private Turn next(StateTest test, Turn turn) {
    return switch (turn) {
      case Turn.Calls(var task) -> {
        Event event = tasks.answer(task, START).event();
        yield event instanceof Event.TaskSucceeded succeeded
            ? test.succeeded(event.at(), succeeded.output())
            : failed(test, (Event.TaskFailed) event);
      }
      case Turn.Waits(Instant due) -> test.waited(due);
      case Turn.Done done -> done;
    };
  }

  private static Turn failed(StateTest test, Event.TaskFailed event) {
    return test.failed(event.at(), event.error(), event.cause());
  }

  private TestRequest read(JsonNode request) {
    JsonNode mock = request.path("mock");
    JsonNode configuration = request.path("stateConfiguration");
    return new TestRequest(
        request.path("definition").textValue(),
        text(request, "stateName"),
        "arn:aws:iam::" + environment.account() + ":role/snf_role_arn",
        text(request, "input"),
        TestRequest.InspectionLevel.valueOf(request.path("inspectionLevel").asText("INFO")),
        text(request, "variables"),
        mock.isObject() ? mock(mock) : null,
        text(request, "context"),
        new TestRequest.Configuration(
            number(configuration, "retrierRetryCount"),
            text(configuration, "errorCausedByState"),
            number(configuration, "mapIterationFailureCount"),
            text(configuration, "mapItemReaderData")),
        request.path("revealSecrets").asBoolean());
  }

  private static TestRequest.Mock mock(JsonNode mock) {
    JsonNode error = mock.path("errorOutput");
    return new TestRequest.Mock(
        text(mock, "result"),
        error.isObject()
            ? new TestRequest.ErrorOutput(text(error, "error"), text(error, "cause"))
            : null,
        TestRequest.FieldValidationMode.valueOf(mock.path("fieldValidationMode").asText("STRICT")));
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).textValue();
  }

  private static @Nullable Integer number(JsonNode node, String name) {
    return node.has(name) ? node.get(name).intValue() : null;
  }

  private static JsonNode wire(TestResult result) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    Optional.ofNullable(result.output()).ifPresent(output -> response.put("output", output.text()));
    put(response, "error", result.error());
    put(response, "cause", result.cause());
    put(response, "nextState", result.nextState());
    response.put("status", result.status().name());
    if (result.inspectionData() != null) {
      response.set("inspectionData", Objects.requireNonNull(result.inspectionData()));
    }
    return response;
  }

  private static void put(ObjectNode response, String name, @Nullable String value) {
    if (value != null) {
      response.put(name, value);
    }
  }
}
