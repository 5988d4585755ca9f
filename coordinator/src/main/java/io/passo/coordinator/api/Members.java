package io.passo.coordinator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request, read with their types and constraints.
 *
 * <p>A member of the wrong JSON type ends the reading at once with {@code SerializationException}.
 * Violated constraints are collected and reported together by {@link #verify()}, as AWS does; until
 * then a violated required member reads as an empty value. Unknown members are ignored and {@code
 * null} means absent.
 */
public final class Members {
  private final ObjectNode object;
  private final String prefix;
  private final List<String> violations;

  public Members(ObjectNode object) {
    this(object, "", new ArrayList<>(0));
  }

  private Members(ObjectNode object, String prefix, List<String> violations) {
    this.object = object;
    this.prefix = prefix;
    this.violations = violations;
  }

  /** A string that must be there. */
  public String required(String name, Text text) {
    String value = optional(name, text);
    if (value == null) {
      missing(name);
      return "";
    }
    return value;
  }

  /** A string that may be absent. */
  public @Nullable String optional(String name, Text text) {
    JsonNode node = member(name);
    if (node == null) {
      return null;
    }
    return text(name, node, text);
  }

  private String text(String name, JsonNode node, Text text) {
    if (!node.isTextual()) {
      throw wrongType(name, "a string", node);
    }
    String value = node.textValue();
    if (value.indexOf('\0') >= 0) {
      // No store of text takes it, and nothing that belongs into a name, an ARN or JSON has it.
      throw ApiErrors.serialization(
          "Expected '" + prefix + name + "' to be text without NUL characters");
    }
    for (String constraint : text.broken(value)) {
      violated(name, text.sensitive() ? null : value, constraint);
    }
    return value;
  }

  /** An integer from {@code min} to {@code max}, or {@code absent}. */
  public int integer(String name, int min, int max, int absent) {
    JsonNode node = member(name);
    if (node == null) {
      return absent;
    }
    if (!node.isNumber() || !node.canConvertToExactIntegral() || !node.canConvertToInt()) {
      throw wrongType(name, "a 32-bit integer", node);
    }
    int value = node.intValue();
    range(name, node, value < min, value > max, String.valueOf(min), String.valueOf(max));
    return value;
  }

  /** An integer from {@code min} to {@code max}; empty if absent. */
  public OptionalLong whole(String name, long min, long max) {
    JsonNode node = member(name);
    if (node == null) {
      return OptionalLong.empty();
    }
    if (!node.isNumber() || !node.canConvertToExactIntegral() || !node.canConvertToLong()) {
      throw wrongType(name, "a 64-bit integer", node);
    }
    long value = node.longValue();
    range(name, node, value < min, value > max, String.valueOf(min), String.valueOf(max));
    return OptionalLong.of(value);
  }

  /** A number from {@code min} to {@code max}; empty if absent. */
  public OptionalDouble decimal(String name, int min, int max) {
    JsonNode node = member(name);
    if (node == null) {
      return OptionalDouble.empty();
    }
    if (!node.isNumber()) {
      throw wrongType(name, "a number", node);
    }
    double value = node.doubleValue();
    range(name, node, value < min, value > max, String.valueOf(min), String.valueOf(max));
    return OptionalDouble.of(value);
  }

  private void range(
      String name, JsonNode node, boolean below, boolean above, String min, String max) {
    if (below) {
      violated(name, node.asText(), "Member must have value greater than or equal to " + min);
    } else if (above) {
      violated(name, node.asText(), "Member must have value less than or equal to " + max);
    }
  }

  /** An integer from {@code min} to {@code max} that must be there. */
  public int integer(String name, int min, int max) {
    if (!has(name)) {
      missing(name);
    }
    return integer(name, min, max, min);
  }

  /** A boolean, or {@code absent}. */
  public boolean flag(String name, boolean absent) {
    JsonNode node = member(name);
    if (node == null) {
      return absent;
    }
    if (!node.isBoolean()) {
      throw wrongType(name, "a boolean", node);
    }
    return node.booleanValue();
  }

  /** One of an enum's names; empty if absent or violated. */
  public <E extends Enum<E>> Optional<E> choice(String name, Class<E> choices) {
    JsonNode node = member(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw wrongType(name, "a string", node);
    }
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().equals(node.textValue())) {
        return Optional.of(choice);
      }
    }
    violated(
        name,
        node.textValue(),
        "Member must satisfy enum value set: " + Arrays.toString(choices.getEnumConstants()));
    return Optional.empty();
  }

  /** A structure that may be absent; its violations are reported under its name. */
  public Optional<Members> structure(String name) {
    JsonNode node = member(name);
    if (node == null) {
      return Optional.empty();
    }
    if (!(node instanceof ObjectNode structure)) {
      throw wrongType(name, "an object", node);
    }
    return Optional.of(new Members(structure, prefix + name + ".", violations));
  }

  /**
   * A list of structures, empty if absent; elements are addressed {@code name.1.member}, counted
   * from 1.
   */
  public List<Members> structures(String name) {
    JsonNode node = member(name);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrongType(name, "a list", node);
    }
    List<Members> elements = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      if (!(element instanceof ObjectNode structure)) {
        throw wrongType(name + "." + (elements.size() + 1) + ".member", "an object", element);
      }
      elements.add(
          new Members(
              structure, prefix + name + "." + (elements.size() + 1) + ".member.", violations));
    }
    return elements;
  }

  /** A list of strings, empty if absent. */
  public List<String> texts(String name, Text text) {
    JsonNode node = member(name);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrongType(name, "a list", node);
    }
    List<String> texts = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      String place = name + "." + (texts.size() + 1) + ".member";
      texts.add(text(place, element, text));
    }
    return texts;
  }

  /** A list of {@code min} to {@code max} structures, empty if absent. */
  public List<Members> structures(String name, int min, int max) {
    List<Members> elements = structures(name);
    if (has(name) && elements.size() < min) {
      violated(name, null, "Member must have length greater than or equal to " + min);
    }
    if (elements.size() > max) {
      violated(name, null, "Member must have length less than or equal to " + max);
    }
    return elements;
  }

  /** True if the member is there and not {@code null}. */
  public boolean has(String name) {
    return member(name) != null;
  }

  /** Reports a required member as absent. */
  public void missing(String name) {
    violations.add(
        "Value null at '"
            + prefix
            + name
            + "' failed to satisfy constraint: Member must not be null");
  }

  /** Throws one {@code ValidationException} for everything violated so far. */
  public void verify() {
    if (violations.isEmpty()) {
      return;
    }
    String count =
        violations.size() == 1 ? "1 validation error" : violations.size() + " validation errors";
    throw ApiErrors.validation(count + " detected: " + String.join("; ", violations));
  }

  private @Nullable JsonNode member(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private void violated(String name, @Nullable String value, String constraint) {
    String shown = value == null ? "Value" : "Value '" + value + "'";
    violations.add(
        shown + " at '" + prefix + name + "' failed to satisfy constraint: " + constraint);
  }

  private ApiException wrongType(String name, String expected, JsonNode found) {
    return ApiErrors.serialization(
        "Expected '" + prefix + name + "' to be " + expected + " but found " + kind(found));
  }

  private static String kind(JsonNode found) {
    return switch (found.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "nothing";
    };
  }
}
