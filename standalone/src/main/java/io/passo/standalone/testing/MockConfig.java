package io.passo.standalone.testing;

import io.passo.asl.model.State;
import io.passo.asl.model.TaskState;
import io.passo.standalone.testing.Response.Outcome;
import io.passo.standalone.testing.StateMock.OfTask;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** AWS's {@code MockConfigFile.json}, as Step Functions Local takes it. */
final class MockConfig {
  private static final String MACHINES = "StateMachines";
  private static final String RESPONSES = "MockedResponses";
  private static final String CASES = "TestCases";
  private static final Pattern INVOCATIONS = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  private final Field root;
  private final Map<String, Field> machines;
  private final Map<String, Field> responses;

  private MockConfig(Field root) {
    this.root = root;
    root.allowOnly(Set.of(MACHINES, RESPONSES));
    this.machines = root.required(MACHINES).members();
    Field mocked = root.member(RESPONSES);
    this.responses = mocked == null ? Map.of() : mocked.members();
  }

  static MockConfig read(Path file) {
    return new MockConfig(Document.read(file).root());
  }

  /** State machines in the order of the file, with where they are written. */
  Map<String, Field> machines() {
    return machines;
  }

  /** Test cases of a state machine in the order of the file. */
  Map<String, Field> cases(String machine) {
    Field of = machines.get(machine);
    if (of == null) {
      throw root.problem(
          "Expected a state machine '" + machine + "' but found " + machines.keySet());
    }
    of.allowOnly(Set.of(CASES));
    return of.required(CASES).members();
  }

  /**
   * The mocks of a test case.
   *
   * @param namedBy where it is asked for
   */
  Mocks mocks(Definition definition, String machine, String name, @Nullable Field namedBy) {
    Field test = cases(machine).get(name);
    if (test == null) {
      String message =
          "Expected a test case of '"
              + machine
              + "' but found '"
              + name
              + "', not one of "
              + cases(machine).keySet();
      throw namedBy == null ? root.problem(message) : namedBy.problem(message);
    }
    Map<String, StateMock> states = new LinkedHashMap<>();
    test.members()
        .forEach((state, response) -> states.put(state, mock(definition, state, response)));
    return new Mocks(states);
  }

  private StateMock mock(Definition definition, String name, Field response) {
    State state = definition.machine().find(name).orElse(null);
    if (!(state instanceof TaskState)) {
      throw response.problem(
          state == null
              ? "Expected a state of " + definition.file() + " but none is named '" + name + "'"
              : "Expected a Task but '" + name + "' is a " + state.type());
    }
    Field mocked = responses.get(response.text());
    if (mocked == null) {
      throw response.problem(
          "Expected a member of MockedResponses but none is named '" + response.text() + "'");
    }
    String where = mocked.document().file() + ":" + mocked.line();
    return new OfTask(responses(mocked), new LinkedHashMap<>(), false, where);
  }

  /** Invocations from 0, without a gap. */
  private static List<Response> responses(Field mocked) {
    TreeMap<Integer, Response> byFirst = new TreeMap<>();
    mocked
        .members()
        .forEach(
            (key, field) -> {
              Matcher numbers = INVOCATIONS.matcher(key);
              if (!numbers.matches()) {
                throw field.problem(
                    "Expected the number of an invocation such as 0 or 1-3 but found '"
                        + key
                        + "'");
              }
              int first = Integer.parseInt(numbers.group(1));
              int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
              Response before =
                  last < first
                      ? null
                      : byFirst.put(first, Response.once(outcome(field), last - first + 1));
              if (last < first || before != null) {
                throw field.problem("Expected each invocation once but found '" + key + "'");
              }
            });
    int next = 0;
    for (Map.Entry<Integer, Response> response : byFirst.entrySet()) {
      if (response.getKey() != next) {
        throw mocked.problem(
            "Expected a response for invocation "
                + next
                + " but the next one is for "
                + response.getKey());
      }
      next += response.getValue().times();
    }
    return List.copyOf(byFirst.values());
  }

  private static Outcome outcome(Field field) {
    field.allowOnly(Set.of("Return", "Throw"));
    Field result = field.member("Return");
    Field error = field.member("Throw");
    if ((result == null) == (error == null)) {
      throw field.problem("Expected exactly one of Return and Throw");
    }
    if (result != null) {
      return new Outcome.Returned(result.json());
    }
    Field thrown = field.required("Throw");
    thrown.allowOnly(Set.of("Error", "Cause"));
    return new Outcome.Thrown(thrown.required("Error").text(), thrown.required("Cause").text());
  }
}
