package io.passo.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import org.jspecify.annotations.Nullable;

/** Wildcards, slices, filters, deep scans: everything that may name several nodes. */
record JaywaySelector(JsonPath path) implements Selector {
  // Jayway recurses for each step, and deep scans multiply: both are bounded because definitions
  // are hostile input.
  private static final int MAX_LENGTH = 1024;
  private static final int MAX_DEEP_SCANS = 3;

  private static final Configuration CONFIGURATION =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider())
          .mappingProvider(new JacksonMappingProvider())
          .build();

  /**
   * Compiles {@code query}.
   *
   * @throws InvalidPathException if it is no path
   */
  static JaywaySelector compile(String query) {
    if (query.endsWith("[")) { // Jayway ignores it.
      throw new InvalidPathException("Expected the last bracket to be closed");
    }
    if (query.length() > MAX_LENGTH) {
      throw new InvalidPathException(
          "Expected at most " + MAX_LENGTH + " characters but found " + query.length());
    }
    if (query.split("\\.\\.", -1).length - 1 > MAX_DEEP_SCANS) {
      throw new InvalidPathException("Expected at most " + MAX_DEEP_SCANS + " deep scans (..)");
    }
    return new JaywaySelector(
        query.contains("=~") ? RegexFilter.compile(query) : JsonPath.compile(query));
  }

  @Override
  public @Nullable JsonNode select(JsonNode root) {
    try {
      Object found = path.read(root, CONFIGURATION);
      return found == null || found instanceof JsonNode ? (JsonNode) found : tree(found);
    } catch (JsonPathException | IllegalStateException missing) {
      // An indefinite path over missing nodes selects none of them (observed).
      return path.isDefinite() ? null : JsonNodeFactory.instance.arrayNode();
    }
  }

  /** Functions such as {@code length()} give Java values. */
  private static JsonNode tree(Object value) {
    return CONFIGURATION.mappingProvider().map(value, JsonNode.class, CONFIGURATION);
  }

  /** Why {@code query} selects nothing in {@code root}, in Jayway's words, which AWS quotes. */
  static String reason(String query, JsonNode root) {
    try {
      JsonPath path = compile(query).path;
      path.read(root, CONFIGURATION);
      return "No results for path: " + path.getPath();
    } catch (JsonPathException | IllegalStateException missing) {
      return String.valueOf(missing.getMessage());
    }
  }
}
