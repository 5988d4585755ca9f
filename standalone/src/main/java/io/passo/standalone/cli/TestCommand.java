package io.passo.standalone.cli;

import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.standalone.testing.ExpectationUpdates;
import io.passo.standalone.testing.HumanReport;
import io.passo.standalone.testing.JUnitReport;
import io.passo.standalone.testing.JsonReport;
import io.passo.standalone.testing.TestRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs tests of state machines without a server. */
@Command(
    name = "test",
    description =
        "Run state machines with mocks instead of what they call: in this process, without waiting.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every test passed, and enough is covered",
      "1:a test failed, too little is covered, or a file cannot be read",
      "2:the command line was not understood"
    },
    footer = {
      "",
      "Examples:",
      "  passo test                              everything below this folder",
      "  passo test orders.test.yaml --update    expect from now on what is observed",
      "  passo test orders.test.yaml --junit target/passo.xml --coverage-minimum 90",
      "  passo test MockConfigFile.json --definition Orders=orders.asl.json --input order.json"
    })
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Test files (*.test.yaml, MockConfigFile.json) or folders of them (default: .).")
  private List<Path> places = new ArrayList<>();

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "Only tests whose name contains it.",
      defaultValue = "")
  private String filter = "";

  @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML for CI servers.")
  private @Nullable Path junit;

  @Option(
      names = "--coverage-minimum",
      paramLabel = "PERCENT",
      description =
          "Fail if less of all states, Choice rules, Catchers and Retriers is covered (default: 0).",
      defaultValue = "0")
  private int minimum;

  @Option(
      names = "--definition",
      paramLabel = "NAME=FILE",
      description =
          "Definition of a state machine of a MockConfigFile.json (default: NAME.asl.json beside it).")
  private Map<String, Path> definitions = new LinkedHashMap<>();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Input for the test cases of a MockConfigFile.json (default: {}).")
  private @Nullable Path input;

  @Option(
      names = "--update",
      description =
          "Write what tests observe into their files as what they expect, then run them again.")
  private boolean updates;

  @Override
  public Integer call() {
    if (minimum < 0 || minimum > 100) {
      throw new ParameterException(
          spec.commandLine(), "Expected --coverage-minimum to be 0 to 100 but was " + minimum);
    }
    boolean isUpdated = !updates || update();
    TestRun run = run();
    if (junit != null) {
      JUnitReport.write(run, junit);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(JsonReport.text(run));
    } else {
      HumanReport.print(run, out);
    }
    out.flush();
    boolean covers = run.coveragePercent() >= minimum;
    if (!covers) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "passo: Expected a coverage of at least %d %% but it is %d %%%n",
          minimum, run.coveragePercent());
      err.flush();
    }
    return run.isPassed() && covers && isUpdated ? 0 : 1;
  }

  private TestRun run() {
    return TestRun.of(
        places.isEmpty() ? List.of(Path.of(".")) : places, definitions, input(), filter);
  }

  /** False if a file could not be updated. */
  private boolean update() {
    ExpectationUpdates done = ExpectationUpdates.of(run());
    PrintWriter err = spec.commandLine().getErr();
    done.updated()
        .forEach(
            (file, tests) -> tests.forEach(test -> err.println("updated " + file + ": " + test)));
    done.problems().forEach(problem -> err.println("passo: " + problem));
    err.flush();
    return done.problems().isEmpty();
  }

  private Json input() {
    if (input == null) {
      return Json.EMPTY_OBJECT;
    }
    try {
      return Json.parse(Files.readString(input));
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(input + ": Expected JSON but " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Expected an input in UTF-8 in " + input + " but it cannot be read: " + e, e);
    }
  }
}
