package io.passo.standalone.testing;

import io.passo.standalone.cli.Table;
import io.passo.standalone.cli.Terminal;
import io.passo.standalone.testing.CaseResult.Verdict;
import io.passo.standalone.testing.Coverage.Kind;
import io.passo.standalone.testing.Coverage.Share;
import io.passo.standalone.testing.TestRun.SuiteResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Results for people. */
public final class HumanReport {
  private static final int MOST_PLACES = 20;

  private HumanReport() {}

  /** Prints every test, then what was covered, then the sum. */
  public static void print(TestRun run, PrintWriter out) {
    run.suites().forEach(suite -> print(suite, out));
    print(run.coverage(), out);
    List<CaseResult> results = run.results();
    long passed = results.stream().filter(CaseResult::isPassed).count();
    long broken = run.suites().stream().filter(suite -> suite.problem() != null).count();
    out.printf(
        "%n%d tests: %d passed, %d failed%s, coverage %d %%%n",
        results.size(),
        passed,
        results.size() - passed,
        broken == 0 ? "" : ", %d file(s) could not be read".formatted(broken),
        run.coveragePercent());
  }

  private static void print(SuiteResult suite, PrintWriter out) {
    out.println(suite.name());
    if (suite.problem() != null) {
      out.printf("  %s  %s%n", styled(Verdict.ERROR), suite.problem());
    }
    suite.results().forEach(result -> print(suite, result, out));
  }

  private static void print(SuiteResult suite, CaseResult result, PrintWriter out) {
    String waited =
        result.waited().compareTo(Duration.ofSeconds(1)) < 0
            ? ""
            : ", took " + Durations.text(result.waited()) + " of virtual time";
    out.printf(
        "  %s  %s (%d ms%s)%n",
        styled(result.verdict()), result.test().name(), result.took().toMillis(), waited);
    if (result.isPassed()) {
      return;
    }
    out.printf("        at %s:%d%n", suite.name(), result.test().line());
    result.problems().forEach(problem -> out.printf("        %s%n", problem));
    result.paths().entrySet().stream()
        .limit(MOST_PLACES)
        .forEach(
            path ->
                out.printf(
                    "        %s %s%n",
                    path.getKey().steps().isEmpty() ? "entered" : path.getKey() + ":",
                    String.join(" → ", path.getValue())));
  }

  private static String styled(Verdict verdict) {
    return switch (verdict) {
      case PASS -> Terminal.styled("bold,green", "PASS ");
      case FAIL -> Terminal.styled("bold,red", "FAIL ");
      case ERROR -> Terminal.styled("bold,red", "ERROR");
    };
  }

  private static void print(Coverage coverage, PrintWriter out) {
    if (coverage.machines().isEmpty()) {
      return;
    }
    out.println();
    Table table = new Table("COVERAGE", "STATES", "CHOICES", "CATCHERS", "RETRIERS", "TOTAL");
    coverage
        .machines()
        .forEach(
            machine ->
                table.row(row(machine.definition().name(), List.of(machine), machine.total())));
    if (coverage.machines().size() > 1) {
      table.row(row("all", List.copyOf(coverage.machines()), coverage.total()));
    }
    table.print(out);
    for (Coverage.OfMachine machine : coverage.machines()) {
      for (String point : machine.uncovered()) {
        out.printf(
            "%s  %s: %s%n",
            Terminal.styled("yellow", "not covered"), machine.definition().name(), point);
      }
    }
  }

  private static String[] row(String name, List<Coverage.OfMachine> machines, Share total) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (Kind kind : Kind.values()) {
      Share share =
          machines.stream().map(machine -> machine.of(kind)).reduce(Share.NOTHING, Share::plus);
      cells.add(share.total() == 0 ? "-" : share.covered() + "/" + share.total());
    }
    cells.add(total.percent() + " %");
    return cells.toArray(String[]::new);
  }
}
