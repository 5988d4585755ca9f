package io.passo.integration.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.document.Document;

/** JSON as the SDK represents it. */
final class Documents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Documents() {}

  static Document of(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> map(json);
      case ARRAY -> list(json);
      case STRING -> Document.fromString(json.textValue());
      case BOOLEAN -> Document.fromBoolean(json.booleanValue());
      case NUMBER -> Document.fromNumber(json.decimalValue());
      case NULL, MISSING, BINARY, POJO -> Document.fromNull();
    };
  }

  private static Document map(JsonNode json) {
    Map<String, Document> map = new LinkedHashMap<>();
    json.properties().forEach(each -> map.put(each.getKey(), of(each.getValue())));
    return Document.fromMap(map);
  }

  private static Document list(JsonNode json) {
    List<Document> list = new ArrayList<>();
    json.forEach(each -> list.add(of(each)));
    return Document.fromList(list);
  }

  static JsonNode toJson(Document document) {
    if (document.isMap()) {
      ObjectNode object = JSON.objectNode();
      document.asMap().forEach((name, each) -> object.set(name, toJson(each)));
      return object;
    }
    if (document.isList()) {
      ArrayNode array = JSON.arrayNode();
      document.asList().forEach(each -> array.add(toJson(each)));
      return array;
    }
    if (document.isNumber()) {
      return JSON.numberNode(document.asNumber().bigDecimalValue());
    }
    if (document.isBoolean()) {
      return JSON.booleanNode(document.asBoolean());
    }
    return document.isString() ? JSON.textNode(document.asString()) : JSON.nullNode();
  }
}
