package io.passo.it.chaos;

import io.passo.it.support.BuildOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One line for each fault: in the output of the build, and in {@code target/chaos.txt}. */
final class FaultTable {
  private static final Path REPORT = Path.of("target", "chaos.txt");
  private static final Path DETAILS = Path.of("target", "chaos-details.txt");
  private static final String FORMAT = "%-46s %6s  %-52s %-17s %-4s %5s %7s %10s";

  static {
    print(
        FORMAT.formatted(
            "FAULT", "COUNT", "FIGURE", "GOAL", "MET", "EXECS", "EXCUSED", "VIOLATIONS"));
  }

  private FaultTable() {}

  static void row(String fault, int count, Figure figure, long executions, Verdict verdict) {
    Boolean met = figure.met();
    print(
        FORMAT.formatted(
            fault,
            count,
            figure.text(),
            figure.goal(),
            met == null ? "-" : met ? "yes" : "NO",
            executions,
            verdict.excused(),
            verdict.violations().size()));
  }

  /** A fault that cannot be made here. */
  static void skipped(String fault, String reason) {
    print("%-46s skipped: %s".formatted(fault, reason));
  }

  /** For whoever wants to know where a figure comes from: in {@code target/chaos-details.txt}. */
  static void detail(String line) {
    append(DETAILS, line);
  }

  private static void print(String line) {
    BuildOutput.show(line.stripTrailing());
    append(REPORT, line.stripTrailing());
    append(DETAILS, line.stripTrailing());
  }

  private static void append(Path file, String line) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
