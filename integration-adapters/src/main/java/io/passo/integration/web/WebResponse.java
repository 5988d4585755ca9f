package io.passo.integration.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.worker.PayloadJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an HTTP endpoint has answered.
 *
 * @param status status code
 * @param headers names and values
 * @param body text
 */
public record WebResponse(int status, Map<String, List<String>> headers, String body) {
  private static final JsonMapper MAPPER = PayloadJson.mapper();

  /** True with a status of 2xx. */
  public boolean isSuccessful() {
    return status / 100 == 2;
  }

  /** Its content type in lower case, without parameters. */
  public String contentType() {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
        .flatMap(header -> header.getValue().stream())
        .findFirst()
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  /** {@code {Headers, ResponseBody, StatusCode, StatusText}}. */
  public ObjectNode json() {
    ObjectNode result = MAPPER.createObjectNode();
    ObjectNode all = result.putObject("Headers");
    headers.forEach(
        (name, values) -> {
          ArrayNode array = all.putArray(name);
          values.forEach(array::add);
        });
    result.set("ResponseBody", bodyAsJson());
    result.put("StatusCode", status);
    result.put("StatusText", StatusTexts.of(status));
    return result;
  }

  // What calls itself JSON and is none stays text.
  private JsonNode bodyAsJson() {
    String type = contentType();
    if (type.equals("application/json") || type.endsWith("+json")) {
      try {
        JsonNode json = MAPPER.readTree(body);
        return json.isMissingNode() ? MAPPER.getNodeFactory().textNode("") : json;
      } catch (JsonProcessingException e) {
        return MAPPER.getNodeFactory().textNode(body);
      }
    }
    return MAPPER.getNodeFactory().textNode(body);
  }
}
