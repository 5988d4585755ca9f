package io.passo.asl.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import io.passo.asl.model.Pointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the members of one object of a definition. A member that is absent is null; one
 * of the wrong type or outside its range is reported and null.
 */
final class Fields {
  private final ObjectNode object;
  private final Pointer pointer;
  private final Diagnostics diagnostics;

  Fields(ObjectNode object, Pointer pointer, Diagnostics diagnostics) {
    this.object = object;
    this.pointer = pointer;
    this.diagnostics = diagnostics;
  }

  Pointer pointer() {
    return pointer;
  }

  Pointer pointer(String name) {
    return pointer.field(name);
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  /** Names in the order of the definition. */
  List<String> names() {
    return object.propertyStream().map(Map.Entry::getKey).toList();
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** Whether the member is present and JSON null. */
  boolean isNull(String name) {
    return object.path(name).isNull();
  }

  @Nullable JsonNode any(String name) {
    return object.get(name);
  }

  /** The object itself. */
  Json json() {
    return Json.of(object);
  }

  @Nullable Json json(String name) {
    JsonNode value = object.get(name);
    return value == null ? null : Json.of(value);
  }

  boolean isObject(String name) {
    return object.path(name).isObject();
  }

  boolean isText(String name) {
    return object.path(name).isTextual();
  }

  @Nullable String text(String name) {
    JsonNode value = object.get(name);
    return value == null || !typed(name, value.isTextual(), "STRING") ? null : value.textValue();
  }

  @Nullable Boolean bool(String name) {
    JsonNode value = object.get(name);
    if (value == null || !typed(name, value.isBoolean(), "BOOLEAN")) {
      return null;
    }
    return value.booleanValue();
  }

  @Nullable ArrayNode array(String name) {
    JsonNode value = object.get(name);
    return value == null || !typed(name, value.isArray(), "ARRAY") ? null : (ArrayNode) value;
  }

  @Nullable Fields object(String name) {
    JsonNode value = object.get(name);
    return value == null || !typed(name, value.isObject(), "OBJECT")
        ? null
        : new Fields((ObjectNode) value, pointer(name), diagnostics);
  }

  /** The objects in an array; elements of another type are reported and left out. */
  List<Fields> objects(String name) {
    ArrayNode array = array(name);
    List<Fields> objects = new ArrayList<>();
    for (int i = 0; array != null && i < array.size(); i++) {
      Pointer place = pointer(name).item(i);
      if (array.get(i) instanceof ObjectNode element) {
        objects.add(new Fields(element, place, diagnostics));
      } else {
        diagnostics.schema(place, "Expected value of type [OBJECT]");
      }
    }
    return objects;
  }

  /** As {@link #objects}, for an array that must not be empty. */
  List<Fields> someObjects(String name) {
    if (object.path(name).isArray() && object.path(name).isEmpty()) {
      diagnostics.schema(pointer(name), "Value cannot be empty");
    }
    return objects(name);
  }

  /** A whole number within bounds, both included. */
  @Nullable Long integer(String name, long min, long max) {
    JsonNode value = object.get(name);
    if (value == null || !typed(name, value.isIntegralNumber(), "INTEGER")) {
      return null;
    }
    // A number beyond 64 bits is out of every range; saturating keeps its sign.
    long number =
        value.canConvertToLong()
            ? value.longValue()
            : value.bigIntegerValue().signum() * Long.MAX_VALUE;
    return inRange(name, number, min, max) ? (Long) number : null;
  }

  /** A number within bounds, both included. */
  @Nullable Double number(String name, double min, double max) {
    JsonNode value = object.get(name);
    if (value == null || !typed(name, value.isNumber(), "NUMBER")) {
      return null;
    }
    double number = value.doubleValue();
    if (number < min) {
      diagnostics.schema(pointer(name), "Minimum value is " + min);
      return null;
    }
    if (number > max) {
      diagnostics.schema(pointer(name), "Maximum value is " + max);
      return null;
    }
    return number;
  }

  /** A number of any size. */
  @Nullable JsonNode number(String name) {
    JsonNode value = object.get(name);
    return value == null || !typed(name, value.isNumber(), "NUMBER") ? null : value;
  }

  /** One of the given words. */
  @Nullable String word(String name, List<String> words) {
    String text = text(name);
    if (text != null && !words.contains(text)) {
      diagnostics.schema(
          pointer(name),
          "Value should be one of the following: [" + String.join(", ", words) + "]");
      return null;
    }
    return text;
  }

  /** Reports members that are missing, in one finding. */
  void require(String... names) {
    List<String> missing = Arrays.stream(names).filter(name -> !has(name)).toList();
    if (!missing.isEmpty()) {
      diagnostics.schema(pointer, "These fields are required: " + missing);
    }
  }

  /** Reports all members whose names are not among those given. */
  void allowOnly(Set<String> supported) {
    names().stream().filter(name -> !supported.contains(name)).forEach(this::reportUnsupported);
  }

  void reportUnsupported(String name) {
    diagnostics.schema(pointer, "Field '" + name + "' is not supported");
  }

  /** Reports more than one of the members; true if at most one is present. */
  boolean atMostOneOf(String... names) {
    if (Arrays.stream(names).filter(this::has).count() > 1) {
      diagnostics.schema(
          pointer, "There should only be one of the following fields: " + Arrays.toString(names));
      return false;
    }
    return true;
  }

  /** Reports none or more than one of the members; true if exactly one is present. */
  boolean exactlyOneOf(String... names) {
    if (Arrays.stream(names).noneMatch(this::has)) {
      diagnostics.schema(
          pointer,
          "This object should have only one of the following fields: " + Arrays.toString(names));
      return false;
    }
    return atMostOneOf(names);
  }

  private boolean typed(String name, boolean matches, String type) {
    if (!matches) {
      diagnostics.schema(pointer(name), "Expected value of type [" + type + "]");
    }
    return matches;
  }

  private boolean inRange(String name, long number, long min, long max) {
    if (number < min) {
      diagnostics.schema(pointer(name), "Minimum value is " + min);
    } else if (number > max) {
      diagnostics.schema(pointer(name), "Maximum value is " + max);
    }
    return number >= min && number <= max;
  }
}
