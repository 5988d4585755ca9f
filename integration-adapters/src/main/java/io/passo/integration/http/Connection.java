package io.passo.integration.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.web.Queries;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connection in the form of EventBridge's CreateConnection. No record: its text must not show
 * what it holds.
 */
final class Connection {
  private final String name;
  private final JsonNode definition;
  private final Secrets secrets;

  Connection(String name, JsonNode definition, Secrets secrets) {
    this.name = name;
    this.definition = definition;
    this.secrets = secrets;
  }

  /** How it authorises. */
  enum Kind {
    BASIC,
    API_KEY,
    OAUTH_CLIENT_CREDENTIALS
  }

  String name() {
    return name;
  }

  Kind kind() throws IOException {
    String kind = definition.path("AuthorizationType").asText();
    for (Kind each : Kind.values()) {
      if (each.name().equals(kind)) {
        return each;
      }
    }
    throw new IOException("Expected an AuthorizationType but found '" + kind + "'");
  }

  /**
   * A member of {@code AuthParameters} by its path, for example {@code
   * BasicAuthParameters/Username}.
   */
  String parameter(String path) throws IOException {
    JsonNode value = definition.path("AuthParameters").at("/" + path);
    if (!value.isTextual()) {
      throw new IOException("Expected AuthParameters/" + path + " to be text");
    }
    return secrets.resolve(value.textValue());
  }

  /**
   * Additional parameters of a request.
   *
   * @param owner {@code InvocationHttpParameters} or {@code OAuthParameters/OAuthHttpParameters}
   * @param kind {@code HeaderParameters}, {@code QueryStringParameters} or {@code BodyParameters}
   */
  Map<String, String> parameters(String owner, String kind) throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (JsonNode each : definition.path("AuthParameters").at("/" + owner + "/" + kind)) {
      parameters.put(each.path("Key").asText(), secrets.resolve(Queries.text(each.path("Value"))));
    }
    return parameters;
  }
}
