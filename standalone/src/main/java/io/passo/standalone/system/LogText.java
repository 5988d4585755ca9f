package io.passo.standalone.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Collectors;

/** Turns the JSON log of a service into lines for a person. */
final class LogText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEEPEST_CAUSE = 10;

  private LogText() {}

  /**
   * Time, level, message and the causes of an exception; a line that is not JSON stays as it is.
   */
  static String readable(String log) {
    return log.lines().map(LogText::line).collect(Collectors.joining(System.lineSeparator()));
  }

  private static String line(String line) {
    if (!line.startsWith("{")) {
      return line;
    }
    try {
      JsonNode entry = JSON.readTree(line);
      StringBuilder text = new StringBuilder();
      text.append(entry.path("timestamp").asText()).append(' ');
      text.append(entry.path("level").asText()).append(' ');
      text.append(entry.path("message").asText());
      JsonNode cause = entry.path("exception");
      for (int depth = 0; depth < DEEPEST_CAUSE && cause.isObject(); depth++) {
        text.append(System.lineSeparator()).append("  caused by ");
        text.append(cause.path("exceptionType").asText())
            .append(": ")
            .append(cause.path("message").asText());
        cause = cause.path("causedBy").path("exception");
      }
      entry
          .path("stackTrace")
          .asText()
          .lines()
          .filter(frame -> frame.startsWith("Caused by: ") || frame.startsWith(": "))
          .forEach(frame -> text.append(System.lineSeparator()).append("  ").append(frame));
      return text.toString();
    } catch (IOException e) {
      return line;
    }
  }
}
