package io.passo.integration.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.web.HeaderRules;
import io.passo.integration.web.Queries;
import io.passo.integration.web.WebRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters of {@code http:invoke} (integrations.md §6). */
final class HttpParameters {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final HeaderRules HEADERS =
      new HeaderRules(
          Set.of(
              "a-im",
              "accept-charset",
              "accept-datetime",
              "accept-encoding",
              "authorization",
              "cache-control",
              "connection",
              "content-encoding",
              "content-length",
              "content-md5",
              "date",
              "expect",
              "forwarded",
              "from",
              "host",
              "http2-settings",
              "max-forwards",
              "origin",
              "pragma",
              "proxy-authorization",
              "referer",
              "server",
              "te",
              "trailer",
              "transfer-encoding",
              "upgrade",
              "via",
              "warning"),
          List.of("x-forwarded-", "x-amz-", "x-amzn-", "if-"));

  private HttpParameters() {}

  /** ARN of the connection. */
  static String connection(JsonNode parameters) throws IntegrationException {
    for (String owner : List.of("Authentication", "InvocationConfig")) {
      JsonNode arn = parameters.path(owner).path("ConnectionArn");
      if (arn.isTextual()) {
        return arn.textValue();
      }
    }
    throw IntegrationException.parameter(
        "Authentication", "an object with a ConnectionArn", "none");
  }

  /** The request without what its connection adds. */
  static WebRequest request(IntegrationCall call) throws IntegrationException {
    JsonNode parameters = call.parameters();
    Map<String, List<String>> headers = headers(parameters.path("Headers"));
    String body = body(parameters, headers);
    if (body != null) {
      headers.putIfAbsent("content-type", List.of("application/json; charset=UTF-8"));
    }
    headers.put("user-agent", List.of("Amazon|StepFunctions|HttpInvoke|" + call.region()));
    headers.put("range", List.of("bytes=0-262144"));
    return new WebRequest(
        method(parameters),
        Queries.append(text(parameters, "ApiEndpoint"), query(parameters.path("QueryParameters"))),
        headers,
        body,
        call.timeout().compareTo(LONGEST) < 0 ? call.timeout() : LONGEST);
  }

  private static String method(JsonNode parameters) throws IntegrationException {
    String method = text(parameters, "Method");
    if (!METHODS.contains(method)) {
      throw IntegrationException.parameter("Method", "an HTTP method", "'" + method + "'");
    }
    return method;
  }

  private static Map<String, List<String>> headers(JsonNode headers) throws IntegrationException {
    Map<String, List<String>> given = Queries.values(headers);
    HEADERS.check(given);
    Map<String, List<String>> joined = new LinkedHashMap<>();
    given.forEach(
        (name, values) ->
            joined.put(name.toLowerCase(Locale.ROOT), List.of(String.join(",", values))));
    return joined;
  }

  private static String query(JsonNode query) {
    return query.isTextual() ? query.textValue() : Queries.encode(Queries.values(query));
  }

  private static @Nullable String body(JsonNode parameters, Map<String, List<String>> headers)
      throws IntegrationException {
    JsonNode body = parameters.path("RequestBody");
    if (body.isMissingNode() || body.isNull()) {
      return null;
    }
    JsonNode transform = parameters.path("Transform");
    String encoding = transform.path("RequestBodyEncoding").asText("NONE");
    return switch (encoding) {
      case "NONE" -> Queries.text(body);
      case "URL_ENCODED" -> form(body, transform, headers);
      default ->
          throw IntegrationException.parameter(
              "RequestBodyEncoding", "NONE or URL_ENCODED", "'" + encoding + "'");
    };
  }

  private static String form(JsonNode body, JsonNode transform, Map<String, List<String>> headers)
      throws IntegrationException {
    boolean isForm =
        headers.getOrDefault("content-type", List.of()).stream()
            .anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith(FORM));
    if (!isForm || !body.isObject()) {
      throw IntegrationException.parameter(
          "RequestBody",
          "an object with the header Content-Type: " + FORM,
          body.getNodeType().toString());
    }
    return FormEncoding.of(
            transform.path("RequestEncodingOptions").path("ArrayFormat").asText("INDICES"))
        .encode(body);
  }

  private static String text(JsonNode parameters, String name) throws IntegrationException {
    JsonNode value = parameters.path(name);
    if (!value.isTextual()) {
      throw IntegrationException.parameter(name, "text", value.getNodeType().toString());
    }
    return value.textValue();
  }
}
