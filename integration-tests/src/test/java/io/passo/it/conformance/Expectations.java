package io.passo.it.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Cases that are known to differ, with the reason; a case that is not listed must agree.
 *
 * @param byId what differs by id
 */
record Expectations(Map<String, Known> byId) {

  /** What of a case may differ. */
  enum Part {
    OUTCOME,
    HISTORY
  }

  /** A known difference. */
  record Known(Part part, String reason) {}

  /** Reads a resource of lines {@code id TAB part TAB reason}; {@code #} begins a comment. */
  static Expectations read(String resource) {
    var stream = Expectations.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalStateException("Expected resource " + resource + " but found none");
    }
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      Map<String, Known> byId = new LinkedHashMap<>();
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", 3))
          .forEach(part -> byId.put(part[0], new Known(Part.valueOf(part[1]), part[2])));
      return new Expectations(byId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the outcome of a case must agree. */
  boolean wantsOutcome(String id) {
    Known known = byId.get(id);
    return known == null || known.part() != Part.OUTCOME;
  }

  /** Whether the history of a case must agree as well. */
  boolean wantsHistory(String id) {
    return !byId.containsKey(id);
  }
}
