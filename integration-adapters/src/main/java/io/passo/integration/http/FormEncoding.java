package io.passo.integration.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.IntegrationException;
import io.passo.integration.web.Queries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** {@code Transform} with {@code URL_ENCODED}: an object as a form (integrations.md §6). */
enum FormEncoding {
  /** {@code a[0]=1&a[1]=2}. */
  INDICES,
  /** {@code a=1&a=2}. */
  REPEAT,
  /** {@code a=1,2}. */
  COMMAS,
  /** {@code a[]=1&a[]=2}. */
  BRACKETS;

  static FormEncoding of(String arrayFormat) throws IntegrationException {
    for (FormEncoding each : values()) {
      if (each.name().equals(arrayFormat)) {
        return each;
      }
    }
    throw IntegrationException.parameter(
        "ArrayFormat", "INDICES, REPEAT, COMMAS or BRACKETS", "'" + arrayFormat + "'");
  }

  String encode(JsonNode object) {
    Map<String, List<String>> form = new LinkedHashMap<>();
    object.properties().forEach(each -> add(each.getKey(), each.getValue(), form));
    return Queries.encode(form);
  }

  private void add(String name, JsonNode value, Map<String, List<String>> form) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(each -> add(name + "[" + each.getKey() + "]", each.getValue(), form));
    } else if (value.isArray()) {
      addAll(name, value, form);
    } else {
      form.computeIfAbsent(name, key -> new ArrayList<>())
          .add(value.isNull() ? "" : Queries.text(value));
    }
  }

  private void addAll(String name, JsonNode array, Map<String, List<String>> form) {
    switch (this) {
      case COMMAS -> form.put(name, List.of(joined(array)));
      case REPEAT -> array.forEach(each -> add(name, each, form));
      case BRACKETS -> array.forEach(each -> add(name + "[]", each, form));
      case INDICES -> {
        for (int i = 0; i < array.size(); i++) {
          add(name + "[" + i + "]", array.get(i), form);
        }
      }
    }
  }

  private static String joined(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(Queries::text)
        .collect(Collectors.joining(","));
  }
}
