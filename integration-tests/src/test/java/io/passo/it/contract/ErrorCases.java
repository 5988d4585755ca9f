package io.passo.it.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The requests of {@code api/errors.tsv}. */
final class ErrorCases {
  private ErrorCases() {}

  /** All of them, with variables as they stand there. */
  static List<Refused> all() {
    try (InputStream table = ErrorCases.class.getResourceAsStream("/api/errors.tsv")) {
      return new String(
              Objects.requireNonNull(table, "errors.tsv").readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Refused(cells[0], cells[1], cells[2].replace('\'', '"'), cells[3]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text with the values of its variables. */
  static String filled(String text, Map<String, String> variables) {
    String filled = text;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      filled = filled.replace("${" + variable.getKey() + "}", variable.getValue());
    }
    return filled;
  }

  /** A text in which a star stands for any text, as a pattern. */
  static Pattern pattern(String text) {
    return Pattern.compile(
        text.lines()
                .map(line -> Pattern.compile("\\*").splitAsStream(line))
                .map(parts -> parts.map(Pattern::quote).collect(Collectors.joining(".*")))
                .collect(Collectors.joining("\n"))
            + (text.endsWith("*") ? ".*" : ""),
        Pattern.DOTALL);
  }
}
