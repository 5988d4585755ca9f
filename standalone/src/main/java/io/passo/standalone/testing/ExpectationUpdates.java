package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.standalone.testing.TestRun.SuiteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes into test files what their tests have observed as what they expect. Tests that pass stay
 * as they are unless they expect nothing; of the others {@code expect} alone is written anew.
 */
public final class ExpectationUpdates {
  private final Map<Path, List<String>> updated = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private ExpectationUpdates() {}

  /** A test whose {@code expect} is written anew. */
  private record Update(String test, int element, ObjectNode expect) {}

  /** Updates the files of a run, each of them as a whole or not at all. */
  public static ExpectationUpdates of(TestRun run) {
    ExpectationUpdates updates = new ExpectationUpdates();
    for (SuiteResult suite : run.suites()) {
      try {
        updates.update(suite);
      } catch (TestFileException e) {
        updates.problems.add(e.getMessage());
      }
    }
    return updates;
  }

  /** Names of the tests that were updated, by file. */
  public Map<Path, List<String>> updated() {
    return updated;
  }

  /** What could not be updated, one line each. */
  public List<String> problems() {
    return problems;
  }

  private void update(SuiteResult suite) {
    Path file = Path.of(suite.name());
    if (suite.problem() != null || !TestRun.isOurs(file)) {
      return;
    }
    Document document = Document.read(file);
    List<Field> tests = document.root().required("tests").elements();
    List<Update> updates = new ArrayList<>();
    Map<Path, String> outputs = new LinkedHashMap<>();
    for (CaseResult result : suite.results()) {
      if (isOutdated(result)) {
        int element = indexOf(result.test().name(), tests);
        ObjectNode expect = ObservedExpectation.of(result, tests.get(element), outputs);
        updates.add(new Update(result.test().name(), element, expect));
      }
    }
    if (!updates.isEmpty()) {
      write(document, updates, outputs);
      updated.put(file, updates.stream().map(Update::test).toList());
    }
  }

  private static boolean isOutdated(CaseResult result) {
    return result.differs()
        || (result.isPassed() && result.test().expectation().equals(Expectation.SUCCESS));
  }

  private static int indexOf(String name, List<Field> tests) {
    for (int i = 0; i < tests.size(); i++) {
      if (tests.get(i).required("name").text().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("Expected the test '" + name + "' to be in its file still");
  }

  private static void write(Document document, List<Update> updates, Map<Path, String> outputs) {
    ExpectBlocks blocks = new ExpectBlocks(document);
    // The last one first: lines before it keep their numbers.
    updates.stream()
        .sorted(Comparator.comparingInt(Update::element).reversed())
        .forEach(update -> blocks.replace(update.element(), update.expect()));
    Document after = Document.parse(document.file(), blocks.text());
    for (Update update : updates) {
      Field test = after.root().required("tests").elements().get(update.element());
      JsonNode written = test.required("expect").node();
      if (!Differences.of("expect", update.expect(), written, false).isEmpty()) {
        throw test.problem(
            "Expected a test in block style, which can be updated, but found another");
      }
    }
    outputs.forEach(ExpectationUpdates::write);
    write(document.file(), blocks.text());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new TestFileException(file, 1, "Expected to write the file but " + e);
    }
  }
}
