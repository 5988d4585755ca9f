package io.passo.standalone.testing;

import io.passo.asl.data.Json;
import io.passo.asl.model.MapState;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import io.passo.standalone.testing.Response.Outcome;
import io.passo.standalone.testing.StateMock.OfTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the mocks of a test file of ours. */
final class ResponseReader {
  private static final String RETURN = "return";
  private static final String PAYLOAD = "payload";
  private static final String THROW = "throw";
  private static final String NEVER = "never";
  private static final String EXECUTE = "execute";
  private static final String ITERATIONS = "iterations";
  private static final Set<String> OUTCOMES = Set.of(RETURN, PAYLOAD, THROW, NEVER, EXECUTE);
  private static final Set<String> RESPONSE =
      Set.of(
          RETURN,
          PAYLOAD,
          THROW,
          NEVER,
          EXECUTE,
          "times",
          "when",
          "delay",
          "heartbeat",
          "submitted");
  private static final Set<String> MAP = Set.of("items", "readerThrows", "writerThrows");
  private static final Pattern INDEXES = Pattern.compile("\\d+(\\.\\d+)*|" + OfTask.DEFAULT);

  private final Definition definition;
  private final boolean mustBeUsed;

  /**
   * @param mustBeUsed whether each response is for one test, so that it is wrong if it is left over
   */
  ResponseReader(Definition definition, boolean mustBeUsed) {
    this.definition = definition;
    this.mustBeUsed = mustBeUsed;
  }

  Mocks read(@Nullable Field mocks) {
    if (mocks == null) {
      return Mocks.NONE;
    }
    Map<String, StateMock> states = new LinkedHashMap<>();
    mocks.members().forEach((name, mock) -> states.put(name, mock(name, mock)));
    return new Mocks(states);
  }

  private StateMock mock(String name, Field mock) {
    Optional<State> state = definition.machine().find(name);
    String where = mock.document().file() + ":" + mock.line();
    return switch (state.orElse(null)) {
      case TaskState task -> ofTask(task, mock, where);
      case MapState map when map.distributed() != null -> ofMap(mock, where);
      case null ->
          throw mock.problem(
              "Expected a state of " + definition.file() + " but none is named '" + name + "'");
      default ->
          throw mock.problem(
              "Expected the name of a Task or Distributed Map but '"
                  + name
                  + "' is a "
                  + state.get().type());
    };
  }

  private static StateMock ofMap(Field mock, String where) {
    mock.allowOnly(MAP);
    Field items = mock.member("items");
    if (items != null && !items.node().isContainerNode()) {
      throw items.problem("Expected a list or object of items but found " + items.node());
    }
    return new StateMock.OfMap(
        items == null ? null : items.json(),
        thrown(mock.member("readerThrows"), MockedMapRun.defaultError(false)),
        thrown(mock.member("writerThrows"), MockedMapRun.defaultError(true)),
        where);
  }

  private StateMock ofTask(TaskState task, Field mock, String where) {
    Map<String, List<Response>> iterations = new LinkedHashMap<>();
    Field byIndex = mock.node().isObject() ? mock.member(ITERATIONS) : null;
    if (byIndex == null) {
      return new OfTask(responses(task, mock), new LinkedHashMap<>(), mustBeUsed, where);
    }
    mock.allowOnly(Set.of(ITERATIONS));
    byIndex
        .members()
        .forEach(
            (index, responses) -> {
              if (!INDEXES.matcher(index).matches()) {
                throw responses.problem(
                    "Expected an index such as 2, indexes such as 1.2, or default but found '"
                        + index
                        + "'");
              }
              iterations.put(index, responses(task, responses));
            });
    return new OfTask(List.of(), new LinkedHashMap<>(iterations), mustBeUsed, where);
  }

  private List<Response> responses(TaskState task, Field mock) {
    return mock.node().isArray()
        ? mock.elements().stream().map(each -> response(task, each, 1)).toList()
        : List.of(response(task, mock, Response.ALWAYS));
  }

  private Response response(TaskState task, Field field, int timesIfNotSaid) {
    field.allowOnly(RESPONSE);
    Field times = field.member("times");
    Field when = field.member("when");
    Field heartbeat = field.member("heartbeat");
    Field submitted = field.member("submitted");
    Duration every = heartbeat == null ? null : heartbeat.duration();
    if (heartbeat != null && every != null && every.isZero()) {
      throw heartbeat.problem("Expected a duration of more than 0 between heartbeats");
    }
    return new Response(
        outcome(task, field),
        times == null ? timesIfNotSaid : times.number(1),
        when == null ? null : when.json(),
        Optional.ofNullable(field.member("delay")).map(Field::duration).orElse(Duration.ZERO),
        every,
        submitted == null ? Json.EMPTY_OBJECT : submitted.json());
  }

  private Outcome outcome(TaskState task, Field field) {
    List<String> given =
        field.members().keySet().stream().filter(OUTCOMES::contains).sorted().toList();
    if (given.size() != 1) {
      throw field.problem(
          "Expected exactly one of return, payload, throw, never and execute but found " + given);
    }
    Field value = field.required(given.getFirst());
    return switch (given.getFirst()) {
      case RETURN -> new Outcome.Returned(value.json());
      case PAYLOAD -> payload(task, value);
      case THROW -> thrown(value);
      case EXECUTE -> execution(task, value);
      default -> {
        if (!value.isTrue()) {
          throw value.problem("Expected 'never: true'");
        }
        yield new Outcome.Silence();
      }
    };
  }

  private static Outcome payload(TaskState task, Field value) {
    if (!(task.resource() instanceof TaskResource.ServiceIntegration service
        && service.service().equals("lambda")
        && service.action().equals("invoke"))) {
      throw value.problem(
          "Expected 'return' because '"
              + task.name()
              + "' is no lambda:invoke, which has a payload");
    }
    // What comes back with a task token is the output itself.
    return service.pattern() == TaskResource.Pattern.REQUEST_RESPONSE
        ? new Outcome.Payload(value.json())
        : new Outcome.Returned(value.json());
  }

  private static Outcome.Thrown thrown(Field value) {
    value.required("error");
    return thrownBy(value, "");
  }

  private static Outcome.@Nullable Thrown thrown(@Nullable Field value, String error) {
    return value == null ? null : thrownBy(value, error);
  }

  private static Outcome.Thrown thrownBy(Field value, String otherwise) {
    value.allowOnly(Set.of("error", "cause"));
    Field error = value.member("error");
    Field cause = value.member("cause");
    return new Outcome.Thrown(
        error == null ? otherwise : error.text(), cause == null ? null : cause.text());
  }

  private Outcome execution(TaskState task, Field value) {
    if (!(task.resource() instanceof TaskResource.ServiceIntegration service
        && service.service().equals("states")
        && service.pattern() != TaskResource.Pattern.WAIT_FOR_TASK_TOKEN)) {
      throw value.problem(
          "Expected '"
              + task.name()
              + "' to start an execution but it calls "
              + task.resource().arn());
    }
    value.allowOnly(Set.of("definition", "name", "type", "mocks"));
    Definition nested = definition(value);
    return new Outcome.Execution(
        nested, new ResponseReader(nested, false).read(value.member("mocks")));
  }

  /** The definition that {@code definition}, {@code name} and {@code type} of an object name. */
  static Definition definition(Field of) {
    Path file = of.document().beside(of.required("definition").text());
    Field name = of.member("name");
    Field type = of.member("type");
    return Definition.read(
        file,
        name == null ? nameOf(file) : name.text(),
        type == null ? StateMachineType.STANDARD : type.constant(StateMachineType.class));
  }

  /** The folder of a {@code state-machine.asl.json}, the first part of the name of other files. */
  private static String nameOf(Path file) {
    String first = file.getFileName().toString().replaceFirst("\\..*", "");
    Path folder = file.toAbsolutePath().getParent();
    return first.equals("state-machine") && folder != null && folder.getFileName() != null
        ? folder.getFileName().toString()
        : first;
  }
}
