package io.passo.asl.teststate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.asl.model.TaskResource;
import io.passo.asl.teststate.TestRequest.FieldValidationMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Checks a mocked result against the response of the called API (api.md §12). Known are the
 * responses in {@code mock-responses.json}; those of other APIs are not checked.
 */
final class MockResponses {
  private static final String PREFIX = "Mock result schema validation error: ";
  private static final JsonNode RESPONSES = read();

  private MockResponses() {}

  static void check(TaskResource resource, JsonNode result, FieldValidationMode mode)
      throws InvalidTestException {
    if (mode != FieldValidationMode.NONE
        && resource instanceof TaskResource.ServiceIntegration call) {
      JsonNode response = RESPONSES.path(key(call));
      if (response.isObject()) {
        checkObject("", response, result, mode);
      }
    }
  }

  /** A job that is waited for answers what the API that polls it answers. */
  private static String key(TaskResource.ServiceIntegration call) {
    String action = call.service() + ":" + call.action();
    return call.pattern() == TaskResource.Pattern.SYNC ? action + "." + call.suffix() : action;
  }

  private static void checkObject(
      String path, JsonNode members, JsonNode value, FieldValidationMode mode)
      throws InvalidTestException {
    if (!value.isObject()) {
      throw invalid(
          path.isEmpty()
              ? "Mocked result must be a JSON object"
              : field(path, "must be an object"));
    }
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
      JsonNode found = value.get(member.getKey());
      if (found != null) {
        checkMember(name, member.getValue(), found, mode);
      } else if (mode == FieldValidationMode.STRICT
          && member.getValue().path("required").asBoolean()) {
        throw invalid("Required field '" + name + "' is missing");
      }
    }
  }

  private static void checkMember(
      String name, JsonNode rule, JsonNode value, FieldValidationMode mode)
      throws InvalidTestException {
    switch (rule.path("type").asText()) {
      case "string" -> checkString(name, rule, value);
      case "number" -> checkNumber(name, rule, value);
      case "boolean" -> require(value.isBoolean(), name, "must be a boolean");
      case "list" -> {
        require(value.isArray(), name, "must be an array");
        int index = 0;
        for (JsonNode item : value) {
          checkMember(name + "[" + index++ + "]", rule.path("items"), item, mode);
        }
      }
      case "object" -> checkObject(name, rule.path("members"), value, mode);
      default -> {}
    }
  }

  private static void checkString(String name, JsonNode rule, JsonNode value)
      throws InvalidTestException {
    require(value.isTextual(), name, "must be a string");
    int length = value.textValue().length();
    require(length >= rule.path("min").asInt(0), name, "is smaller than the minimum length");
    require(
        length <= rule.path("max").asInt(Integer.MAX_VALUE), name, "exceeds the maximum length");
    boolean known = !rule.has("enum");
    for (JsonNode each : rule.path("enum")) {
      known = known || each.equals(value);
    }
    require(known, name, "is not an expected value");
  }

  private static void checkNumber(String name, JsonNode rule, JsonNode value)
      throws InvalidTestException {
    require(value.isNumber(), name, "must be a number");
    double number = value.doubleValue();
    require(
        !rule.has("min") || number >= rule.get("min").doubleValue(),
        name,
        "is smaller than the minimum value");
    require(
        !rule.has("max") || number <= rule.get("max").doubleValue(),
        name,
        "exceeds the maximum value");
  }

  private static void require(boolean holds, String name, String what) throws InvalidTestException {
    if (!holds) {
      throw invalid(field(name, what));
    }
  }

  private static String field(String name, String what) {
    return "Field '" + name + "' " + what;
  }

  private static InvalidTestException invalid(String what) {
    return InvalidTestException.parameter(PREFIX + what);
  }

  private static JsonNode read() {
    try (InputStream in = MockResponses.class.getResourceAsStream("mock-responses.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected the resource mock-responses.json", e);
    }
  }
}
