package io.passo.standalone.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Columns as wide as their widest cell, as {@code kubectl} prints them. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with only its heading. */
  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row of as many cells. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /**
   * A number as a cell.
   *
   * @param format as of {@link String#format}
   */
  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Prints all rows. */
  public void print(PrintWriter out) {
    int columns = rows.getFirst().size();
    int[] widths =
        IntStream.range(0, columns)
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        line.append(row.get(column))
            .append(" ".repeat(widths[column] - row.get(column).length() + 3));
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
