package io.passo.standalone.testing;

import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.standalone.testing.Expectation.OfState;
import io.passo.standalone.testing.TestCase.Suite;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a test file of ours. */
final class SuiteReader {
  private static final Set<String> FILE =
      Set.of("definition", "name", "type", "startTime", "context", "mocks", "mockConfig", "tests");
  private static final Set<String> TEST =
      Set.of(
          "name",
          "input",
          "inputFile",
          "startTime",
          "context",
          "mocks",
          "mockCase",
          "seed",
          "stop",
          "expect");
  private static final Set<String> EXPECT =
      Set.of(
          "status",
          "output",
          "outputFile",
          "outputContains",
          "error",
          "cause",
          "causeContains",
          "path",
          "paths",
          "duration",
          "states");
  private static final Set<String> OF_STATE = Set.of("visits", "attempts", "retries", "calls");

  private final Field root;
  private final Definition definition;
  private final Mocks shared;
  private final @Nullable Field mockConfig;

  private SuiteReader(Field root) {
    root.allowOnly(FILE);
    this.root = root;
    this.definition = ResponseReader.definition(root);
    this.shared = new ResponseReader(definition, false).read(root.member("mocks"));
    this.mockConfig = root.member("mockConfig");
    if (mockConfig != null) {
      mockConfig.allowOnly(Set.of("file", "stateMachine"));
    }
  }

  /**
   * Reads a file.
   *
   * @throws TestFileException if it is not as it should be
   */
  static Suite read(Path file) {
    return new SuiteReader(Document.read(file).root()).suite(file.toString());
  }

  private Suite suite(String name) {
    Set<String> names = new HashSet<>();
    List<TestCase> cases = new ArrayList<>();
    for (Field test : root.required("tests").elements()) {
      test.allowOnly(TEST);
      Field named = test.required("name");
      if (!names.add(named.text())) {
        throw named.problem("Expected one test named '" + named.text() + "' but found another");
      }
      cases.add(testCase(named.text(), test));
    }
    if (cases.isEmpty()) {
      throw root.required("tests").problem("Expected at least one test but found none");
    }
    return new Suite(name, cases);
  }

  private TestCase testCase(String name, Field test) {
    Field seed = test.member("seed");
    return new TestCase(
        name,
        test.line(),
        definition,
        start(test),
        mocks(test),
        seed == null ? 0 : seed.longNumber(),
        stop(test.member("stop")),
        expectation(test.member("expect")));
  }

  private ExecutionStart start(Field test) {
    Field own = test.member("startTime");
    Field time = own == null ? root.member("startTime") : own;
    Instant at = time == null ? Starts.BEGINNING : time.instant();
    ExecutionStart start = new Starts(at).start(definition, "test", input(test));
    return Starts.with(Starts.with(start, root.member("context")), test.member("context"));
  }

  private static Json input(Field test) {
    Json input = valueOrFile(test, "input", "inputFile");
    return input == null ? Json.EMPTY_OBJECT : input;
  }

  private static @Nullable Json valueOrFile(Field of, String name, String fileName) {
    Field value = of.member(name);
    Field file = of.member(fileName);
    if (value != null && file != null) {
      throw file.problem("Expected one of " + name + " and " + fileName + " but found both");
    }
    return file == null ? value == null ? null : value.json() : contents(file);
  }

  private static Json contents(Field named) {
    Path file = named.document().beside(named.text());
    try {
      return Json.parse(Document.text(file));
    } catch (InvalidJsonException e) {
      throw new TestFileException(file, 1, "Expected JSON but " + e.getMessage());
    }
  }

  private Mocks mocks(Field test) {
    Mocks own = new ResponseReader(definition, true).read(test.member("mocks"));
    Field named = test.member("mockCase");
    if (named == null) {
      return own.or(shared);
    }
    if (mockConfig == null) {
      throw named.problem("Expected a 'mockConfig' in the file because a test names a mockCase");
    }
    Field machine = mockConfig.member("stateMachine");
    MockConfig config = MockConfig.read(root.document().beside(mockConfig.required("file").text()));
    return own.or(
            config.mocks(
                definition,
                machine == null ? definition.name() : machine.text(),
                named.text(),
                named))
        .or(shared);
  }

  private static TestCase.@Nullable Stop stop(@Nullable Field stop) {
    if (stop == null) {
      return null;
    }
    stop.allowOnly(Set.of("after", "error", "cause"));
    return new TestCase.Stop(
        stop.required("after").duration(), text(stop, "error"), text(stop, "cause"));
  }

  private static @Nullable String text(Field of, String name) {
    Field value = of.member(name);
    return value == null ? null : value.text();
  }

  private Expectation expectation(@Nullable Field expect) {
    if (expect == null) {
      return Expectation.SUCCESS;
    }
    expect.allowOnly(EXPECT);
    Field contains = expect.member("outputContains");
    Field path = expect.member("path");
    Field duration = expect.member("duration");
    return new Expectation(
        status(expect),
        valueOrFile(expect, "output", "outputFile"),
        contains == null ? null : contains.json(),
        text(expect, "error"),
        text(expect, "cause"),
        text(expect, "causeContains"),
        path == null ? null : path.texts(),
        paths(expect.member("paths")),
        duration == null ? null : duration.duration(),
        states(expect.member("states")));
  }

  private static ExecutionStatus status(Field expect) {
    Field status = expect.member("status");
    if (status != null) {
      ExecutionStatus wanted = status.constant(ExecutionStatus.class);
      if (wanted == ExecutionStatus.RUNNING) {
        throw status.problem("Expected a status that an execution ends with but found RUNNING");
      }
      return wanted;
    }
    boolean fails =
        expect.member("error") != null
            || expect.member("cause") != null
            || expect.member("causeContains") != null;
    return fails ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED;
  }

  private static Map<String, List<String>> paths(@Nullable Field paths) {
    Map<String, List<String>> read = new HashMap<>();
    if (paths != null) {
      paths.members().forEach((place, path) -> read.put(place, path.texts()));
    }
    return read;
  }

  private Map<String, OfState> states(@Nullable Field states) {
    Map<String, OfState> read = new HashMap<>();
    if (states != null) {
      states.members().forEach((name, wanted) -> read.put(name, ofState(name, wanted)));
    }
    return read;
  }

  private OfState ofState(String name, Field wanted) {
    if (definition.machine().find(name).isEmpty()) {
      throw wanted.problem(
          "Expected a state of " + definition.file() + " but none is named '" + name + "'");
    }
    wanted.allowOnly(OF_STATE);
    Field calls = wanted.member("calls");
    return new OfState(
        number(wanted, "visits"),
        number(wanted, "attempts"),
        number(wanted, "retries"),
        calls == null ? null : calls.elements().stream().map(Field::json).toList());
  }

  private static @Nullable Integer number(Field of, String name) {
    Field value = of.member(name);
    return value == null ? null : value.number(0);
  }
}
