package io.passo.integration.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.web.HeaderRules;
import io.passo.integration.web.Queries;
import io.passo.integration.web.WebRequest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters of {@code apigateway:invoke} (integrations.md §5). */
final class GatewayParameters {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
  private static final Set<String> SIGNED = Set.of("IAM_ROLE", "RESOURCE_POLICY");
  private static final HeaderRules HEADERS =
      new HeaderRules(
          Set.of(
              "authorization",
              "connection",
              "content-length",
              "content-md5",
              "date",
              "expect",
              "host",
              "max-forwards",
              "proxy-authenticate",
              "server",
              "te",
              "trailer",
              "transfer-encoding",
              "upgrade",
              "via",
              "www-authenticate"),
          List.of("x-amz", "x-forwarded"));

  private GatewayParameters() {}

  static boolean isSigned(JsonNode parameters) throws IntegrationException {
    String type = parameters.path("AuthType").asText("NO_AUTH");
    if (!type.equals("NO_AUTH") && !SIGNED.contains(type)) {
      throw IntegrationException.parameter(
          "AuthType", "NO_AUTH, IAM_ROLE or RESOURCE_POLICY", "'" + type + "'");
    }
    return SIGNED.contains(type);
  }

  static WebRequest request(IntegrationCall call) throws IntegrationException {
    JsonNode parameters = call.parameters();
    Map<String, List<String>> headers =
        new LinkedHashMap<>(Queries.values(parameters.path("Headers")));
    HEADERS.check(headers);
    String body = body(parameters);
    if (body != null && headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
      headers.put("content-type", List.of("application/json"));
    }
    String method = text(parameters, "Method");
    if (!METHODS.contains(method)) {
      throw IntegrationException.parameter("Method", "an HTTP method", "'" + method + "'");
    }
    return new WebRequest(method, url(parameters), headers, body, call.timeout());
  }

  private static String url(JsonNode parameters) throws IntegrationException {
    String endpoint = text(parameters, "ApiEndpoint");
    StringBuilder url = new StringBuilder();
    url.append(endpoint.contains("://") ? endpoint : "https://" + endpoint);
    for (String part : List.of("Stage", "Path")) {
      String segment = parameters.path(part).asText("");
      if (!segment.isEmpty()) {
        url.append(segment.startsWith("/") ? "" : "/").append(segment);
      }
    }
    return Queries.append(
        url.toString(), Queries.encode(Queries.values(parameters.path("QueryParameters"))));
  }

  private static @Nullable String body(JsonNode parameters) {
    JsonNode body = parameters.path("RequestBody");
    if (body.isMissingNode() || body.isNull()) {
      return null;
    }
    if (parameters.path("AllowNullValues").asBoolean(false)) {
      return Queries.text(body);
    }
    JsonNode copy = body.deepCopy();
    dropNulls(copy);
    return Queries.text(copy);
  }

  // Out of arrays only, as the service does it.
  private static void dropNulls(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (Iterator<JsonNode> each = array.iterator(); each.hasNext(); ) {
        if (each.next().isNull()) {
          each.remove();
        }
      }
    }
    node.forEach(GatewayParameters::dropNulls);
  }

  private static String text(JsonNode parameters, String name) throws IntegrationException {
    JsonNode value = parameters.path(name);
    if (!value.isTextual()) {
      throw IntegrationException.parameter(name, "text", value.getNodeType().toString());
    }
    return value.textValue();
  }
}
