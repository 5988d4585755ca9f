package io.passo.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.passo.it.support.BuildOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The public conformance cases on the interpreter alone. Cases of later features are pending by
 * their category; those that differ for another reason are listed with it in {@code
 * interpreter-differences.tsv}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterpreterConformanceTest {
  private static final Environment ENVIRONMENT = new Environment("000000000000", "us-east-1");

  private final Expectations expectations =
      Expectations.read("/conformance/interpreter-differences.tsv");
  private final List<Verdict> verdicts =
      ConformanceCase.all(ENVIRONMENT).stream()
          .map(of -> Verdict.of(of, new PureRunner(ENVIRONMENT)))
          .toList();

  @TestFactory
  Stream<DynamicTest> shouldAnswerLikeAwsWhenNothingIsPending() {
    return verdicts.stream()
        .filter(verdict -> verdict.pending().isEmpty())
        .map(verdict -> dynamicTest(verdict.of().id(), () -> assertAgrees(verdict)));
  }

  private void assertAgrees(Verdict verdict) {
    String id = verdict.of().id();
    if (expectations.wantsOutcome(id)) {
      assertThat(verdict.outcome()).as("status, output, error and cause").isEmpty();
    }
    if (expectations.wantsHistory(id)) {
      assertThat(verdict.history()).as("history").isEmpty();
    }
  }

  @Test
  void shouldListOnlyDifferencesThatExist() {
    // A difference that went away must leave the list, or it could come back unseen.
    assertThat(expectations.byId().keySet())
        .allSatisfy(
            id -> assertThat(verdicts).anyMatch(v -> v.of().id().equals(id) && !v.historyAgrees()));
  }

  @Test
  void shouldReportBothCounts() throws IOException {
    // when
    String text = new Scoreboard(verdicts).text();

    // then
    BuildOutput.show(text);
    Files.writeString(
        Files.createDirectories(Path.of("target")).resolve("conformance-interpreter.txt"), text);
    assertThat(verdicts).hasSize(246);
    assertThat(verdicts.stream().filter(Verdict::outcomeAgrees)).hasSizeGreaterThanOrEqualTo(233);
    assertThat(verdicts.stream().filter(Verdict::historyAgrees)).hasSizeGreaterThanOrEqualTo(232);
  }
}
