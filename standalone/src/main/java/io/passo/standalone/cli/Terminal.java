package io.passo.standalone.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;

/** What the terminal can show. */
public final class Terminal {
  private Terminal() {}

  /** Colours on a terminal, unless {@code NO_COLOR} is set. */
  public static Ansi ansi() {
    String noColor = System.getenv("NO_COLOR");
    boolean wanted = noColor == null || noColor.isEmpty();
    return wanted && isInteractive() ? Ansi.ON : Ansi.OFF;
  }

  /**
   * True if a person sees the output as it comes. The script tells us: Java cannot ask about one
   * stream alone.
   */
  public static boolean isInteractive() {
    return "1".equals(System.getenv("PASSO_TTY")) && !"dumb".equals(System.getenv("TERM"));
  }

  /** Shows a line that the next one replaces, on a terminal; an empty one only removes the last. */
  static void progress(PrintWriter out, String line) {
    if (isInteractive()) {
      out.print("\r\u001b[K" + styled("faint", line));
      out.flush();
    }
  }

  /** {@code text} in a style of picocli, for example {@code bold,green}. */
  public static String styled(String style, String text) {
    if (!ansi().enabled()) {
      return text;
    }
    IStyle[] styles = Ansi.Style.parse(style);
    return Ansi.Style.on(styles) + text + Ansi.Style.off(styles);
  }
}
