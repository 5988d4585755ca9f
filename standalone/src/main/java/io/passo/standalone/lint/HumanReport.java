package io.passo.standalone.lint;

import io.passo.asl.lint.Cost;
import io.passo.asl.lint.Finding;
import io.passo.asl.model.StateMachineType;
import io.passo.standalone.cli.Terminal;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Findings for people: one line each, then what a million runs cost. */
public final class HumanReport {
  private static final int RUNS = 1_000_000;

  private HumanReport() {}

  /** Prints all files. */
  public static void print(List<LintedFile> files, StateMachineType type, PrintWriter out) {
    files.forEach(file -> print(file, type, out));
    long findings = files.stream().mapToLong(file -> file.findings().size()).sum();
    out.printf("%d finding(s) in %d file(s)%n", findings, files.size());
  }

  private static void print(LintedFile file, StateMachineType type, PrintWriter out) {
    for (Finding finding : file.findings()) {
      String place = finding.location() == null ? "" : " at " + shortened(finding.location());
      out.printf(
          "%s:%d: %s %s: %s%s%n",
          file.name(),
          file.line(finding),
          styled(finding.level()),
          finding.rule(),
          finding.message(),
          place);
    }
    file.report().cost().ifPresent(cost -> print(file, cost, type, out));
  }

  // The position of a parser quotes the whole text.
  private static String shortened(String location) {
    int position = location.lastIndexOf("line: ");
    return position < 0 ? location : location.substring(position).replace("]", "");
  }

  private static String styled(Finding.Level level) {
    String text = level.name().toLowerCase(Locale.ROOT);
    return switch (level) {
      case ERROR -> Terminal.styled("bold,red", text);
      case WARNING -> Terminal.styled("bold,yellow", text);
      case NOTE -> Terminal.styled("faint", text);
    };
  }

  private static void print(LintedFile file, Cost cost, StateMachineType type, PrintWriter out) {
    String price =
        type == StateMachineType.EXPRESS
            ? String.format(Locale.ROOT, "$%.2f or more", cost.express())
            : cost.fewest() == cost.most()
                ? String.format(Locale.ROOT, "$%.2f", cost.least())
                : String.format(Locale.ROOT, "$%.2f to $%.2f", cost.least(), cost.greatest());
    String transitions =
        cost.fewest() == cost.most()
            ? counted(cost.most(), "state transition")
            : cost.fewest() + " to " + counted(cost.most(), "state transition");
    out.printf("%s: %s a run, %s on AWS for a million runs%n", file.name(), transitions, price);
    int wasted = file.report().wasted();
    if (wasted > 0 && type == StateMachineType.STANDARD) {
      out.printf(
          Locale.ROOT,
          "%s: up to %s a run could be saved, $%.2f for a million runs%n",
          file.name(),
          counted(wasted, "transition"),
          wasted * Cost.TRANSITION * RUNS);
    }
    if (cost.fitsExpress() && type == StateMachineType.STANDARD) {
      out.printf(
          Locale.ROOT,
          "%s: as Express $%.2f or more, if a run ends within 5 minutes and may happen twice%n",
          file.name(),
          cost.express());
    }
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
