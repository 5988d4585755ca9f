package io.passo.asl.teststate;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.state.Inspection;
import io.passo.asl.interpreter.state.MapProbe.Iterations;
import io.passo.asl.interpreter.state.StateProbe;
import io.passo.asl.interpreter.state.StateProbe.Progress;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.State;
import io.passo.asl.teststate.InvalidTestException.Kind;
import io.passo.asl.teststate.TestRequest.ErrorOutput;
import io.passo.asl.teststate.TestRequest.Mock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One test of one state (api.md §12): checks the request, runs the state, and says what it waits
 * for where the work is not mocked. Not safe for concurrent use.
 */
public final class StateTest {
  private final TestRequest request;
  private final TestedState tested;
  private final ExecutionStart start;
  private final Inspection inspection;
  private final StateProbe probe;
  private @Nullable Iterations iterations;

  private StateTest(
      TestRequest request,
      TestedState tested,
      ExecutionStart start,
      Inspection inspection,
      StateProbe probe) {
    this.request = request;
    this.tested = tested;
    this.start = start;
    this.inspection = inspection;
    this.probe = probe;
  }

  /**
   * Prepares a test.
   *
   * @param tokens mints the token of a mocked callback
   * @throws InvalidTestException if the request is not legal
   */
  public static StateTest of(TestRequest request, Surroundings around, TaskTokens tokens)
      throws InvalidTestException {
    return of(request, around, tokens, TaskPermissions.ALL);
  }

  /**
   * As {@link #of(TestRequest, Surroundings, TaskTokens)}.
   *
   * @param permissions whether a Task may be called; what is mocked is not, so nobody is asked
   */
  public static StateTest of(
      TestRequest request, Surroundings around, TaskTokens tokens, TaskPermissions permissions)
      throws InvalidTestException {
    Json input = input(request);
    TestedState tested = TestedState.in(request.definition(), request.stateName());
    State state = tested.state();
    Mocks.check(request, state);
    ExecutionStart start = start(request, around, input);
    int retries = Objects.requireNonNullElse(request.configuration().retrierRetryCount(), 0);
    Inspection inspection =
        new Inspection(
            request.context() == null
                ? Contexts.generated(tested, start, retries)
                : Contexts.given(request.context(), state));
    StateProbe probe =
        new StateProbe(
            tested.machine(),
            state,
            start,
            variables(request),
            retries,
            inspection,
            tokens,
            request.mock() == null ? permissions : TaskPermissions.ALL,
            around.entropy());
    return new StateTest(request, tested, start, inspection, probe);
  }

  private static Json input(TestRequest request) throws InvalidTestException {
    try {
      return request.input() == null ? Json.EMPTY_OBJECT : Json.parse(request.input());
    } catch (InvalidJsonException e) {
      throw new InvalidTestException(
          Kind.INVALID_EXECUTION_INPUT, Objects.requireNonNullElse(e.getMessage(), "not JSON"));
    }
  }

  private static Map<String, Json> variables(TestRequest request) throws InvalidTestException {
    if (request.variables() == null) {
      return Map.of();
    }
    try {
      JsonNode node = Json.parse(request.variables()).node();
      if (node.isObject()) {
        Map<String, Json> variables = new LinkedHashMap<>();
        node.properties().forEach(each -> variables.put(each.getKey(), Json.of(each.getValue())));
        return variables;
      }
    } catch (InvalidJsonException e) {
      throw InvalidTestException.parameter("Variables must be valid JSON: " + e.getMessage());
    }
    throw InvalidTestException.parameter("Variables must be a JSON object");
  }

  /** A test pretends to be an Express execution (observed). */
  private static ExecutionStart start(TestRequest request, Surroundings around, Json input) {
    Entropy entropy = new Entropy(around.entropy());
    String machine = uuid(entropy);
    String name = uuid(entropy);
    String prefix = "arn:aws:states:" + around.region() + ":" + around.account();
    return new ExecutionStart(
            prefix + ":express:" + machine + ":" + name,
            name,
            prefix + ":stateMachine:" + machine,
            machine,
            Objects.requireNonNullElse(request.roleArn(), ""),
            "",
            input,
            around.now(),
            null,
            null,
            null)
        .inMilliseconds();
  }

  private static String uuid(Entropy entropy) {
    long high = (entropy.nextLong() & ~0xF000L) | 0x4000L;
    long low = (entropy.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** The execution that the test pretends to be: names the step of an unmocked Task. */
  public ExecutionStart start() {
    return start;
  }

  /**
   * Runs the state.
   *
   * @throws InvalidTestException if the mock does not fit the state
   */
  public Turn begin() throws InvalidTestException {
    Mock mock = request.mock();
    if (mock == null) {
      return turn(probe.enter(start.startDate()));
    }
    Json result = mock.result() == null ? null : Mocks.result(mock.result(), mock, tested.state());
    return switch (tested.state()) {
      case MapState map -> turn(iterate(map, mock, result));
      case ParallelState ignored -> turn(join(mock, result));
      default -> turn(call(mock, result));
    };
  }

  private Progress call(Mock mock, @Nullable Json result) {
    Instant now = start.startDate();
    Progress entered = probe.enter(now);
    if (!(entered instanceof Progress.AwaitsTask)) {
      return entered;
    }
    ErrorOutput error = mock.errorOutput();
    return error == null
        ? probe.succeeded(now, Objects.requireNonNull(result))
        : probe.failed(now, error.error(), error.cause());
  }

  private Progress join(Mock mock, @Nullable Json result) {
    ErrorOutput error = mock.errorOutput();
    return error == null
        ? probe.joined(start.startDate(), Objects.requireNonNull(result))
        : probe.broke(start.startDate(), error.error(), error.cause());
  }

  private Progress iterate(MapState map, Mock mock, @Nullable Json result)
      throws InvalidTestException {
    return switch (probe.map(map, readerData()).iterations()) {
      case Evaluation.Value<Iterations>(Iterations found) -> {
        iterations = found;
        yield isExceeded(found) && mock.errorOutput() == null
            ? probe.broke(
                start.startDate(),
                ErrorName.EXCEED_TOLERATED_FAILURE_THRESHOLD,
                "The specified tolerated failure threshold was exceeded")
            : join(mock, result);
      }
      case Evaluation.Failed<Iterations>(StatesError error) ->
          probe.unprocessable(start.startDate(), error.name(), error.cause());
    };
  }

  private boolean isExceeded(Iterations found) throws InvalidTestException {
    Integer failures = request.configuration().mapIterationFailureCount();
    if (failures != null && failures > found.items() && hasItems()) {
      throw InvalidTestException.parameter(
          "Expected mapIterationFailureCount to be at most the number of items (%d) but found %d"
              .formatted(found.items(), failures));
    }
    return failures != null && found.isExceededBy(failures);
  }

  /** What an ItemReader would find is known only if it is given. */
  private boolean hasItems() {
    return request.configuration().mapItemReaderData() != null
        || !(tested.state() instanceof MapState map)
        || map.distributed() == null
        || map.distributed().itemReader() == null;
  }

  private @Nullable Json readerData() throws InvalidTestException {
    String data = request.configuration().mapItemReaderData();
    if (data == null) {
      return null;
    }
    try {
      return Json.parse(data);
    } catch (InvalidJsonException e) {
      throw InvalidTestException.parameter("mapItemReaderData must be valid JSON");
    }
  }

  /** The called service answered. */
  public Turn succeeded(Instant now, Json result) {
    return turn(probe.succeeded(now, result));
  }

  /** The called service failed. */
  public Turn failed(Instant now, @Nullable String error, @Nullable String cause) {
    return turn(probe.failed(now, error, cause));
  }

  /** The moment that the state waits for has come. */
  public Turn waited(Instant now) {
    return turn(probe.waited(now));
  }

  /** The test took longer than a test may. */
  public TestResult timedOut() {
    return result(TestResult.Status.FAILED, null, ErrorName.TIMEOUT, null, null);
  }

  private Turn turn(Progress progress) {
    return switch (progress) {
      case Progress.Left(Json output, var next) ->
          new Turn.Done(result(TestResult.Status.SUCCEEDED, output, null, null, next));
      case Progress.Caught(Json output, var next, var error, var cause) ->
          new Turn.Done(result(TestResult.Status.CAUGHT_ERROR, output, error, cause, next));
      case Progress.Retries(var error, var cause) ->
          new Turn.Done(result(TestResult.Status.RETRIABLE, null, error, cause, null));
      case Progress.Failed(var error, var cause) ->
          new Turn.Done(result(TestResult.Status.FAILED, null, error, cause, null));
      case Progress.AwaitsTask(Effect.ScheduleTask task) -> new Turn.Calls(task);
      case Progress.AwaitsTime(Instant due) -> new Turn.Waits(due);
    };
  }

  private TestResult result(
      TestResult.Status status,
      @Nullable Json output,
      @Nullable String error,
      @Nullable String cause,
      @Nullable String next) {
    return new TestResult(
        status,
        output,
        error,
        cause,
        next,
        request.level() == TestRequest.InspectionLevel.INFO
            ? null
            : new InspectionData(request, tested.state(), start.input(), inspection, iterations)
                .members(status, probe.variables()));
  }

  /** What the test needs next. */
  public sealed interface Turn {
    /** Nothing: this is the answer. */
    record Done(TestResult result) implements Turn {}

    /** This call is to be made. */
    record Calls(Effect.ScheduleTask task) implements Turn {}

    /** It goes on at this moment. */
    record Waits(Instant due) implements Turn {}
  }
}
