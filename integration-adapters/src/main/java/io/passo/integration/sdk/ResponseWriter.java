package io.passo.integration.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Writes a response as JSON; members the service has not sent are left out. */
final class ResponseWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Form form;

  private ResponseWriter(Form form) {
    this.form = form;
  }

  static ObjectNode write(SdkPojo response, Form form) {
    return new ResponseWriter(form).object(response);
  }

  private ObjectNode object(SdkPojo pojo) {
    ObjectNode object = JSON.objectNode();
    Members members = Members.of(pojo);
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (isSent(value)) {
        object.set(members.name(field, form), member(field, value));
      }
    }
    return object;
  }

  private static boolean isSent(@Nullable Object value) {
    return value != null
        && !(value instanceof SdkAutoConstructList)
        && !(value instanceof SdkAutoConstructMap);
  }

  // The body of a response is text, such as the payload of a function.
  private JsonNode member(SdkField<?> field, Object value) {
    return value instanceof SdkBytes bytes && field.containsTrait(PayloadTrait.class)
        ? JSON.textNode(bytes.asString(StandardCharsets.UTF_8))
        : value(value);
  }

  private JsonNode value(@Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case String text -> JSON.textNode(text);
      case Boolean flag -> JSON.booleanNode(flag);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case Short number -> JSON.numberNode(number);
      case Byte number -> JSON.numberNode(number);
      case Float number -> JSON.numberNode(number);
      case Double number -> JSON.numberNode(number);
      case BigDecimal number -> JSON.numberNode(number);
      case Instant at ->
          form == Form.SDK ? JSON.textNode(at.toString()) : JSON.numberNode(at.toEpochMilli());
      case SdkBytes bytes ->
          JSON.textNode(Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
      case SdkPojo pojo -> object(pojo);
      case List<?> list -> array(list);
      case Map<?, ?> map -> map(map);
      case Document document -> Documents.toJson(document);
      default -> JSON.textNode(value.toString());
    };
  }

  private ArrayNode array(List<?> list) {
    ArrayNode array = JSON.arrayNode(list.size());
    list.forEach(each -> array.add(value(each)));
    return array;
  }

  private ObjectNode map(Map<?, ?> map) {
    ObjectNode object = JSON.objectNode();
    map.forEach((key, each) -> object.set(String.valueOf(key), value(each)));
    return object;
  }
}
