package io.passo.standalone.cli;

import io.passo.standalone.system.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One line for each part as it comes up; on a terminal also a line that says what is still awaited.
 */
final class ProgressLines implements Progress {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final Set<String> awaited = new LinkedHashSet<>();

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void starting(String name) {
    awaited.add(name);
    showAwaited();
  }

  @Override
  public synchronized void started(String name, String address, Duration took) {
    awaited.remove(name);
    if (Terminal.isInteractive()) {
      out.print(CLEAR_LINE);
    }
    out.printf(
        Locale.ROOT,
        "  %s %-24s %-45s %s%n",
        Terminal.styled("green", "✓"),
        name,
        address,
        Terminal.styled("faint", "%.1f s".formatted(took.toMillis() / 1000.0)));
    showAwaited();
  }

  @Override
  public synchronized void restarting(String name) {
    if (Terminal.isInteractive()) {
      out.print(CLEAR_LINE);
    }
    out.printf(
        Locale.ROOT,
        "  %s %-24s %s%n",
        Terminal.styled("yellow", "↻"),
        name,
        "has ended and is started again");
    showAwaited();
  }

  private void showAwaited() {
    if (Terminal.isInteractive() && !awaited.isEmpty()) {
      out.print(CLEAR_LINE + Terminal.styled("faint", "  … " + String.join(", ", awaited)));
    }
    out.flush();
  }
}
