package io.passo.asl.teststate;

import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.State;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import io.passo.asl.teststate.InvalidTestException.Kind;
import io.passo.asl.teststate.TestRequest.Configuration;
import io.passo.asl.teststate.TestRequest.Mock;
import org.jspecify.annotations.Nullable;

/** Which combinations of mock, state and other parameters are legal (api.md §12). */
final class Mocks {
  private Mocks() {}

  /**
   * @throws InvalidTestException with AWS's text if a combination is not legal
   */
  static void check(TestRequest request, State state) throws InvalidTestException {
    Mock mock = request.mock();
    if (mock == null) {
      checkWithout(request, state);
    } else {
      checkMocked(request, mock, state);
    }
    String cause = request.configuration().errorCausedByState();
    if (cause != null && !Inner.has(state, cause)) {
      throw InvalidTestException.parameter(
          "Expected errorCausedByState to name a state inside '%s' but found '%s'"
              .formatted(state.name(), cause));
    }
  }

  private static void checkMocked(TestRequest request, Mock mock, State state)
      throws InvalidTestException {
    if (!(state instanceof Recovering)) {
      throw InvalidTestException.parameter(
          "State type '" + state.type().text() + "' is not supported when a mock is specified");
    }
    if ((mock.result() == null) == (mock.errorOutput() == null)) {
      throw InvalidTestException.parameter(
          "A test mock should have only one of the following fields: [result, errorOutput].");
    }
    if (mock.errorOutput() != null && mock.errorOutput().error() == null) {
      throw InvalidTestException.parameter("Expected mock.errorOutput to have the field 'error'");
    }
    if (request.revealSecrets()) {
      throw InvalidTestException.parameter(
          "TestState does not support RevealSecrets when a mock is specified.");
    }
  }

  private static void checkWithout(TestRequest request, State state) throws InvalidTestException {
    Configuration configuration = request.configuration();
    refuse("MapIterationFailureCount", configuration.mapIterationFailureCount());
    refuse("ErrorCausedByState", configuration.errorCausedByState());
    refuse("MapItemReaderData", configuration.mapItemReaderData());
    refuse("Context", request.context());
    if (state instanceof MapState || state instanceof ParallelState) {
      throw definition(
          "TestState API does not support Map or Parallel states. Supported state types include:"
              + " [Task, Wait, Pass, Succeed, Fail, Choice]");
    }
    if (state instanceof TaskState task) {
      checkCallable(task.resource());
      if (request.roleArn() == null) {
        throw InvalidTestException.parameter("RoleArn must be specified when testing a Task state");
      }
    }
  }

  private static void refuse(String name, @Nullable Object value) throws InvalidTestException {
    if (value != null) {
      throw InvalidTestException.parameter(
          "TestState does not support " + name + " when a mock is not specified.");
    }
  }

  /** Only what answers at once can be called for real. */
  private static void checkCallable(TaskResource resource) throws InvalidTestException {
    switch (resource) {
      case TaskResource.LambdaFunction ignored -> {}
      case TaskResource.Activity ignored ->
          throw definition("TestState API does not support activities without a mock");
      case TaskResource.ServiceIntegration call -> {
        if (call.pattern() != TaskResource.Pattern.REQUEST_RESPONSE) {
          throw definition(
              "TestState API does not support '.%s' service integrations without a mock"
                  .formatted(call.suffix()));
        }
      }
    }
  }

  private static InvalidTestException definition(String text) {
    return new InvalidTestException(
        Kind.INVALID_DEFINITION, "Invalid State Machine Definition: '" + text + "'");
  }

  /**
   * The mocked result, of the shape that the work of the state has.
   *
   * @throws InvalidTestException if it has another shape
   */
  static Json result(String text, Mock mock, State state) throws InvalidTestException {
    Json result = json(text);
    switch (state) {
      case MapState map -> checkMap(map, result);
      case ParallelState parallel -> {
        checkArray(result);
        if (result.node().size() != parallel.branches().size()) {
          throw InvalidTestException.parameter(
              "Mocked result must contain the same number of items as number of Parallel"
                  + " branches.");
        }
      }
      case TaskState task -> MockResponses.check(task.resource(), result.node(), mock.mode());
      default -> throw new IllegalStateException("Expected a state that can be mocked");
    }
    return result;
  }

  private static Json json(String text) throws InvalidTestException {
    try {
      return Json.parse(text);
    } catch (InvalidJsonException e) {
      throw InvalidTestException.parameter("Mocked result must be valid JSON");
    }
  }

  private static void checkMap(MapState map, Json result) throws InvalidTestException {
    Json writer = map.distributed() == null ? null : map.distributed().resultWriter();
    if (writer == null || !writer.node().has("Resource")) {
      checkArray(result);
    } else if (!result.node().isObject()) {
      throw InvalidTestException.parameter("Mocked result must be a JSON object.");
    }
  }

  private static void checkArray(Json result) throws InvalidTestException {
    if (!result.node().isArray()) {
      throw InvalidTestException.parameter("Mocked result must be an array.");
    }
  }
}
