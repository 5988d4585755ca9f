package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.standalone.testing.Coverage.Kind;
import io.passo.standalone.testing.Coverage.Share;
import io.passo.standalone.testing.TestRun.SuiteResult;
import java.util.Locale;

/** Results for programs. */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /**
   * {@code {"passed", "files": [{"file", "problem"?, "tests": [{"name", "line", "stateMachine",
   * "result", "problems", "path", "virtualMillis", "millis"}]}], "coverage": {"percent", "covered",
   * "total", "stateMachines": [{"name", "definition", "percent", "states", "choices", "catchers",
   * "retriers", "notCovered"}]}}}.
   */
  public static String text(TestRun run) {
    ObjectNode root = JSON.createObjectNode().put("passed", run.isPassed());
    ArrayNode files = root.putArray("files");
    run.suites().forEach(suite -> put(suite, files.addObject()));
    put(run.coverage(), root.putObject("coverage"));
    return root.toPrettyString();
  }

  private static void put(SuiteResult suite, ObjectNode node) {
    node.put("file", suite.name());
    if (suite.problem() != null) {
      node.put("problem", suite.problem());
    }
    ArrayNode tests = node.putArray("tests");
    for (CaseResult result : suite.results()) {
      ObjectNode test =
          tests
              .addObject()
              .put("name", result.test().name())
              .put("line", result.test().line())
              .put("stateMachine", result.test().definition().name())
              .put("result", result.verdict().name());
      ArrayNode problems = test.putArray("problems");
      result.problems().forEach(problems::add);
      ObjectNode paths = test.putObject("paths");
      result
          .paths()
          .forEach(
              (place, states) -> {
                ArrayNode path = paths.putArray(place.toString());
                states.forEach(path::add);
              });
      test.put("virtualMillis", result.waited().toMillis());
      test.put("millis", result.took().toMillis());
    }
  }

  private static void put(Coverage coverage, ObjectNode node) {
    put(coverage.total(), node);
    ArrayNode machines = node.putArray("stateMachines");
    for (Coverage.OfMachine machine : coverage.machines()) {
      ObjectNode of =
          machines
              .addObject()
              .put("name", machine.definition().name())
              .put("definition", machine.definition().file().toString());
      put(machine.total(), of);
      for (Kind kind : Kind.values()) {
        Share share = machine.of(kind);
        of.putObject(kind.name().toLowerCase(Locale.ROOT) + "s")
            .put("covered", share.covered())
            .put("total", share.total());
      }
      ArrayNode missing = of.putArray("notCovered");
      machine.uncovered().forEach(missing::add);
    }
  }

  private static void put(Share share, ObjectNode node) {
    node.put("percent", share.percent())
        .put("covered", share.covered())
        .put("total", share.total());
  }
}
