package io.passo.integration.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.IntegrationException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads the parameters of a Task into a request of the SDK. What is missing is for the service to
 * refuse.
 */
final class ParameterReader {
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

  private ParameterReader() {}

  /**
   * Sets the members of a request.
   *
   * @param builder builder of the request
   * @param parameters an object
   * @param except parameter that is not a member
   */
  static void fill(SdkPojo builder, JsonNode parameters, @Nullable String except)
      throws IntegrationException {
    if (!parameters.isObject()) {
      throw IntegrationException.parameter("Parameters", "an object", kind(parameters));
    }
    Members members = Members.of(builder);
    for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
      String name = parameter.getKey();
      Optional<SdkField<?>> field = members.find(name);
      if (field.isPresent()) {
        field.get().set(builder, value(field.get(), parameter.getValue(), name));
      } else if (!name.equals(except)) {
        throw new IntegrationException(
            "States.Runtime", "The field \"" + name + "\" is not supported by Step Functions");
      }
    }
  }

  private static @Nullable Object value(SdkField<?> field, JsonNode json, String name)
      throws IntegrationException {
    if (json.isNull()) {
      return null;
    }
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> text(json);
      case INTEGER -> whole(json, name).intValue();
      case LONG -> whole(json, name).longValue();
      case SHORT -> whole(json, name).shortValue();
      case BYTE -> whole(json, name).byteValue();
      case FLOAT -> number(json, name).floatValue();
      case DOUBLE -> number(json, name).doubleValue();
      case BIG_DECIMAL -> number(json, name);
      case BOOLEAN -> flag(json, name);
      case INSTANT -> moment(json, name);
      case SDK_BYTES -> bytes(field, json, name);
      case SDK_POJO -> pojo(field, json, name);
      case LIST -> list(field, json, name);
      case MAP -> map(field, json, name);
      case DOCUMENT -> Documents.of(json);
      case NULL -> null;
    };
  }

  // Much of what services take as text is JSON.
  private static String text(JsonNode json) {
    return json.isValueNode() ? json.asText() : json.toString();
  }

  private static BigDecimal number(JsonNode json, String name) throws IntegrationException {
    if (!json.isNumber()) {
      throw IntegrationException.parameter(name, "a number", kind(json));
    }
    return json.decimalValue();
  }

  private static Number whole(JsonNode json, String name) throws IntegrationException {
    if (!json.isNumber() || !json.canConvertToLong() || !json.canConvertToExactIntegral()) {
      throw IntegrationException.parameter(name, "a whole number", kind(json));
    }
    return json.longValue();
  }

  private static Boolean flag(JsonNode json, String name) throws IntegrationException {
    if (!json.isBoolean()) {
      throw IntegrationException.parameter(name, "a boolean", kind(json));
    }
    return json.booleanValue();
  }

  private static Instant moment(JsonNode json, String name) throws IntegrationException {
    if (json.isNumber()) {
      return Instant.ofEpochMilli(json.decimalValue().multiply(MILLIS).longValue());
    }
    try {
      return OffsetDateTime.parse(json.asText()).toInstant();
    } catch (DateTimeException e) {
      throw IntegrationException.parameter(name, "an ISO-8601 timestamp", kind(json));
    }
  }

  // The body of a request is text or JSON, such as the payload of a function; other binary members
  // are base64 as in the services' own JSON.
  private static SdkBytes bytes(SdkField<?> field, JsonNode json, String name)
      throws IntegrationException {
    if (field.containsTrait(PayloadTrait.class) || !json.isTextual()) {
      return SdkBytes.fromString(text(json), StandardCharsets.UTF_8);
    }
    try {
      return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(json.textValue()));
    } catch (IllegalArgumentException e) {
      throw IntegrationException.parameter(name, "base64", "other text");
    }
  }

  private static Object pojo(SdkField<?> field, JsonNode json, String name)
      throws IntegrationException {
    if (!json.isObject()) {
      throw IntegrationException.parameter(name, "an object", kind(json));
    }
    SdkPojo builder = field.constructor().get();
    fill(builder, json, null);
    return ((Buildable) builder).build();
  }

  private static List<Object> list(SdkField<?> field, JsonNode json, String name)
      throws IntegrationException {
    if (!json.isArray()) {
      throw IntegrationException.parameter(name, "an array", kind(json));
    }
    SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonNode each : json) {
      list.add(value(member, each, name));
    }
    return list;
  }

  private static Map<String, Object> map(SdkField<?> field, JsonNode json, String name)
      throws IntegrationException {
    if (!json.isObject()) {
      throw IntegrationException.parameter(name, "an object", kind(json));
    }
    SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : json.properties()) {
      map.put(each.getKey(), value(member, each.getValue(), name));
    }
    return map;
  }

  private static String kind(JsonNode json) {
    return json.getNodeType().toString();
  }
}
