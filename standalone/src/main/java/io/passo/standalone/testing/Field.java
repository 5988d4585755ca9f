package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Json;
import io.passo.asl.model.Pointer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A value in a file, read as what it is expected to be. */
record Field(Document document, Pointer pointer, JsonNode node) {
  /** What is wrong with it. */
  TestFileException problem(String message) {
    return new TestFileException(document.file(), line(), message);
  }

  int line() {
    return document.line(pointer);
  }

  private TestFileException expected(String what) {
    return problem("Expected '" + name() + "' to be " + what + " but found " + shown());
  }

  private String name() {
    return pointer.equals(Pointer.ROOT) ? "the file" : pointer.text().substring(1);
  }

  private String shown() {
    String text = node.toString();
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }

  /** The member of that name; null if there is none. */
  @Nullable Field member(String name) {
    JsonNode value = object().get(name);
    return value == null ? null : new Field(document, pointer.field(name), value);
  }

  /** The member of that name, which must be there. */
  Field required(String name) {
    Field member = member(name);
    if (member == null) {
      throw problem("Expected a field '" + name + "' in '" + name() + "' but found none");
    }
    return member;
  }

  /** Refuses other members than these. */
  void allowOnly(Collection<String> names) {
    for (Map.Entry<String, JsonNode> member : object().properties()) {
      if (!names.contains(member.getKey())) {
        throw new Field(document, pointer.field(member.getKey()), member.getValue())
            .problem(
                "Expected one of "
                    + String.join(", ", new TreeSet<>(names))
                    + " but found '"
                    + member.getKey()
                    + "'");
      }
    }
  }

  private JsonNode object() {
    if (!node.isObject()) {
      throw expected("an object");
    }
    return node;
  }

  /** All members in order. */
  Map<String, Field> members() {
    Map<String, Field> members = new LinkedHashMap<>();
    object()
        .properties()
        .forEach(
            member ->
                members.put(
                    member.getKey(),
                    new Field(document, pointer.field(member.getKey()), member.getValue())));
    return members;
  }

  /** All elements in order. */
  List<Field> elements() {
    if (!node.isArray()) {
      throw expected("a list");
    }
    List<Field> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Field(document, pointer.item(i), node.get(i)));
    }
    return elements;
  }

  String text() {
    if (!node.isTextual()) {
      throw expected("a text");
    }
    return node.textValue();
  }

  /** A list of texts. */
  List<String> texts() {
    return elements().stream().map(Field::text).toList();
  }

  boolean isTrue() {
    if (!node.isBoolean()) {
      throw expected("true or false");
    }
    return node.booleanValue();
  }

  int number(int least) {
    if (!node.isInt() || node.intValue() < least) {
      throw expected("a whole number of at least " + least);
    }
    return node.intValue();
  }

  long longNumber() {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw expected("a whole number");
    }
    return node.longValue();
  }

  Json json() {
    return Json.of(node);
  }

  Instant instant() {
    try {
      return Instant.parse(text());
    } catch (DateTimeParseException e) {
      throw expected("a time such as 2026-01-01T00:00:00Z");
    }
  }

  /** A number of seconds, {@code 1d 2h 3m 4s 500ms} or {@code PT4S}. */
  Duration duration() {
    Duration duration =
        node.isNumber()
            ? Duration.ofMillis(Math.round(node.doubleValue() * 1000))
            : Durations.parse(node.asText());
    if (duration == null || duration.isNegative()) {
      throw expected("a duration such as 1h30m, 2s, 500ms or PT4S");
    }
    return duration;
  }

  /** One of the constants of an enumeration. */
  <E extends Enum<E>> E constant(Class<E> of) {
    for (E constant : of.getEnumConstants()) {
      if (constant.name().equals(text())) {
        return constant;
      }
    }
    throw expected("one of " + List.of(of.getEnumConstants()));
  }
}
