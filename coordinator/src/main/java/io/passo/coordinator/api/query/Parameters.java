package io.passo.coordinator.api.query;

import io.passo.coordinator.api.ApiException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of a request in the Query protocol. */
final class Parameters {
  private static final int MOST = 1000;

  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a form; fails with {@code MalformedQueryString}. */
  static Parameters of(byte[] form) {
    Map<String, String> values = new HashMap<>();
    String text = new String(form, StandardCharsets.UTF_8);
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", MOST + 1)) {
      int equals = pair.indexOf('=');
      if (values.size() == MOST || equals < 0) {
        throw new ApiException(
            "MalformedQueryString", "Expected up to " + MOST + " parameters as name=value");
      }
      values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
    }
    return new Parameters(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiException("MalformedQueryString", "Expected parameters to be percent-encoded");
    }
  }

  /** All of them, by name. */
  Map<String, String> all() {
    return Map.copyOf(values);
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A parameter that must be there; else fails with {@code ValidationError}. */
  String required(String name) {
    String value = values.get(name);
    if (value == null) {
      throw invalid(
          "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
              .formatted(lowered(name)));
    }
    return value;
  }

  /** A parameter that must be there and fit a pattern. */
  String required(String name, Pattern pattern) {
    return checked(name, required(name), pattern);
  }

  /** A parameter that must fit a pattern if it is there. */
  Optional<String> optional(String name, Pattern pattern) {
    return optional(name).map(value -> checked(name, value, pattern));
  }

  private static String checked(String name, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw invalid(
          "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
              .formatted(lowered(name), pattern));
    }
    return value;
  }

  /** A whole number from {@code min} to {@code max}. */
  int integer(String name, int min, int max, int absent) {
    String value = values.get(name);
    if (value == null) {
      return absent;
    }
    boolean whole = value.matches("-?\\d{1,9}");
    if (!whole || Integer.parseInt(value) < min || Integer.parseInt(value) > max) {
      throw invalid(
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must have value from %d to %d"
              .formatted(value, lowered(name), min, max));
    }
    return Integer.parseInt(value);
  }

  /** {@code <name>.member.1}, {@code <name>.member.2} … */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (int n = 1; values.containsKey(name + ".member." + n); n++) {
      texts.add(values.get(name + ".member." + n));
    }
    return texts;
  }

  /**
   * Condition keys with their values: {@code ContextEntries.member.1.ContextKeyName}, {@code
   * ContextEntries.member.1.ContextKeyValues.member.1} …
   */
  Map<String, List<String>> context() {
    Map<String, List<String>> context = new LinkedHashMap<>();
    for (int n = 1; values.containsKey("ContextEntries.member." + n + ".ContextKeyName"); n++) {
      String entry = "ContextEntries.member." + n;
      context.put(values.get(entry + ".ContextKeyName"), texts(entry + ".ContextKeyValues"));
    }
    return context;
  }

  /** {@code Tags.member.1.Key}, {@code Tags.member.1.Value} … */
  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int n = 1; values.containsKey("Tags.member." + n + ".Key"); n++) {
      tags.put(
          values.get("Tags.member." + n + ".Key"),
          values.getOrDefault("Tags.member." + n + ".Value", ""));
    }
    if (tags.size() > 50) {
      throw new ApiException(
          "LimitExceeded", 409, "Cannot exceed quota for TagsPerResource: 50", Map.of());
    }
    return tags;
  }

  private static ApiException invalid(String message) {
    return new ApiException("ValidationError", message);
  }

  private static String lowered(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
