package io.passo.it.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares what AWS answered with what we answer, by the rules of resources/conformance/README.md.
 */
final class Comparison {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN = Pattern.compile("<[A-Za-z][\\w.-]*(?::\\d+)?>");
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})");
  private static final Set<String> PAYLOADS = Set.of("input", "output", "parameters");
  private static final Set<String> DROPPED =
      Set.of("SdkHttpMetadata", "SdkResponseMetadata", "ResponseMetadata");

  private Comparison() {}

  /** The first difference of status, output, error and cause; empty if they agree. */
  static Optional<String> outcome(JsonNode expected, ActualRun actual) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("status", "output", "error", "cause")) {
      if (expected.has(field)) {
        wanted.set(field, expected.get(field));
        put(shown, field, value(actual, field));
        parse(shown, "output");
      }
    }
    return differ("", wanted, shown);
  }

  /** The first difference of two responses of TestState; empty if they agree. */
  static Optional<String> response(JsonNode expected, JsonNode actual) {
    ObjectNode shown = actual.deepCopy();
    parse(shown, "output");
    return differ("", expected, shown);
  }

  private static @Nullable String value(ActualRun actual, String field) {
    return switch (field) {
      case "status" -> actual.status();
      case "output" -> actual.output();
      case "error" -> actual.error();
      default -> actual.cause();
    };
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  /** The first difference of the histories; empty if they agree or none is expected. */
  static Optional<String> history(JsonNode expected, ActualRun actual) {
    if (!expected.has("events")) {
      return Optional.empty();
    }
    List<JsonNode> wanted = new ArrayList<>();
    expected.get("events").forEach(wanted::add);
    List<JsonNode> shown = actual.events().stream().map(Comparison::readable).toList();
    return "any".equals(expected.path("eventOrder").textValue())
        ? anyOrder(wanted, shown)
        : exactOrder(wanted, shown);
  }

  /** Without its time, and payloads as JSON values like in the cases. */
  private static JsonNode readable(JsonNode event) {
    JsonNode copy = without(event, "timestamp");
    for (JsonNode details : copy) {
      if (details instanceof ObjectNode members) {
        PAYLOADS.forEach(name -> parse(members, name));
      }
    }
    return copy;
  }

  private static void parse(ObjectNode members, String name) {
    if (members.path(name).isTextual()) {
      try {
        members.set(name, JSON.readTree(members.get(name).textValue()));
      } catch (JsonProcessingException e) {
        // Not JSON: then it differs from what is expected, as it should.
        members.put(name, members.get(name).textValue());
      }
    }
  }

  private static JsonNode without(JsonNode event, String... fields) {
    ObjectNode copy = event.deepCopy();
    copy.remove(List.of(fields));
    return copy;
  }

  private static Optional<String> exactOrder(List<JsonNode> wanted, List<JsonNode> shown) {
    for (int i = 0; i < Math.min(wanted.size(), shown.size()); i++) {
      Optional<String> difference = differ("/events/" + (i + 1), wanted.get(i), shown.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return wanted.size() == shown.size()
        ? Optional.empty()
        : Optional.of("expected " + wanted.size() + " events but found " + shown.size());
  }

  private static Optional<String> anyOrder(List<JsonNode> wanted, List<JsonNode> shown) {
    List<JsonNode> left = new ArrayList<>();
    shown.forEach(event -> left.add(without(event, "id", "previousEventId")));
    for (JsonNode event : wanted) {
      JsonNode bare = without(event, "id", "previousEventId");
      if (!removeFirst(left, bare)) {
        return Optional.of("expected an event " + bare + " but found none");
      }
    }
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of("expected no other event but found " + left.getFirst());
  }

  private static boolean removeFirst(List<JsonNode> left, JsonNode wanted) {
    for (Iterator<JsonNode> events = left.iterator(); events.hasNext(); ) {
      if (differ("", wanted, events.next()).isEmpty()) {
        events.remove();
        return true;
      }
    }
    return false;
  }

  /** The first difference below {@code path}; empty if {@code actual} is as {@code expected}. */
  static Optional<String> differ(String path, JsonNode expected, JsonNode actual) {
    if (expected.isTextual()) {
      return text(path, expected.textValue(), actual);
    }
    if (actual.isTextual()) {
      try {
        return differ(path, expected, JSON.readTree(actual.textValue()));
      } catch (JsonProcessingException e) {
        return difference(path, expected, actual);
      }
    }
    if (expected.isObject() && actual.isObject()) {
      return members(path, expected, actual);
    }
    if (expected.isArray() && actual.isArray()) {
      return elements(path, expected, actual);
    }
    boolean equal =
        (expected.isNumber() && actual.isNumber())
            ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
            : expected.equals(actual);
    return equal ? Optional.empty() : difference(path, expected, actual);
  }

  private static Optional<String> difference(String path, JsonNode expected, JsonNode actual) {
    return Optional.of(path + ": expected " + brief(expected) + " but found " + brief(actual));
  }

  private static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }

  private static Optional<String> members(String path, JsonNode expected, JsonNode actual) {
    Set<String> wanted = names(expected);
    Set<String> shown = names(actual);
    if (!wanted.equals(shown)) {
      return Optional.of(path + ": expected members " + wanted + " but found " + shown);
    }
    for (String name : wanted) {
      Optional<String> difference = differ(path + "/" + name, expected.get(name), actual.get(name));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!DROPPED.contains(member.getKey())) {
        names.add(member.getKey());
      }
    }
    return names;
  }

  private static Optional<String> elements(String path, JsonNode expected, JsonNode actual) {
    if (expected.size() != actual.size()) {
      return difference(path, expected, actual);
    }
    for (int i = 0; i < expected.size(); i++) {
      Optional<String> difference = differ(path + "/" + i, expected.get(i), actual.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(String path, String expected, JsonNode actual) {
    if (!actual.isTextual()) {
      return TOKEN.matcher(expected).matches()
          ? Optional.empty()
          : difference(path, JsonNodeFactory.instance.textNode(expected), actual);
    }
    Pattern pattern = pattern(expected);
    String shown = actual.textValue();
    boolean matches =
        pattern.matcher(shown).matches()
            || pattern.matcher(TIMESTAMP.matcher(shown).replaceAll("date")).matches();
    return matches
        ? Optional.empty()
        : difference(path, JsonNodeFactory.instance.textNode(expected), actual);
  }

  private static Pattern pattern(String expected) {
    StringBuilder regex = new StringBuilder();
    Matcher tokens = TOKEN.matcher(expected);
    int end = 0;
    while (tokens.find()) {
      regex.append(Pattern.quote(expected.substring(end, tokens.start()))).append(".+");
      end = tokens.end();
    }
    regex.append(Pattern.quote(expected.substring(end)));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
