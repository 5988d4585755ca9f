package io.passo.integration.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.integration.IntegrationException;
import io.passo.integration.web.Queries;
import io.passo.integration.web.WebRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds to a request what its connection has: authorisation and additional parameters. */
@ApplicationScoped
public class Authorizations {
  private static final String OWNER = "InvocationHttpParameters";

  private final OAuthTokens tokens;
  private final JsonMapper mapper = new JsonMapper();

  /** Gets tokens where they are needed. */
  public Authorizations(OAuthTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The request with what its connection adds, which wins over what the Task has of the same name.
   *
   * @throws IntegrationException if the connection cannot be used
   */
  WebRequest authorize(WebRequest request, Connection connection) throws IntegrationException {
    try {
      WebRequest authorized =
          switch (connection.kind()) {
            case BASIC -> request.with("authorization", basic(connection));
            case API_KEY ->
                request.with(
                    connection.parameter("ApiKeyAuthParameters/ApiKeyName"),
                    connection.parameter("ApiKeyAuthParameters/ApiKeyValue"));
            case OAUTH_CLIENT_CREDENTIALS ->
                request.with("authorization", tokens.authorization(connection));
          };
      return withParameters(authorized, connection);
    } catch (IOException e) {
      throw Connections.invalid(connection.name(), String.valueOf(e.getMessage()));
    }
  }

  /** The endpoint did not take the authorisation: true if it is worth trying with a new one. */
  boolean renew(Connection connection) throws IntegrationException {
    try {
      if (connection.kind() != Connection.Kind.OAUTH_CLIENT_CREDENTIALS) {
        return false;
      }
      tokens.forget(connection);
      return true;
    } catch (IOException e) {
      throw Connections.invalid(connection.name(), String.valueOf(e.getMessage()));
    }
  }

  private static String basic(Connection connection) throws IOException {
    String pair =
        connection.parameter("BasicAuthParameters/Username")
            + ":"
            + connection.parameter("BasicAuthParameters/Password");
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private WebRequest withParameters(WebRequest request, Connection connection)
      throws IOException, IntegrationException {
    WebRequest result = request;
    for (Map.Entry<String, String> header :
        connection.parameters(OWNER, "HeaderParameters").entrySet()) {
      result = result.with(header.getKey(), header.getValue());
    }
    return new WebRequest(
        result.method(),
        withQuery(result.url(), connection.parameters(OWNER, "QueryStringParameters")),
        result.headers(),
        withBody(result.body(), connection.parameters(OWNER, "BodyParameters"), connection),
        result.timeout());
  }

  private static String withQuery(String url, Map<String, String> parameters) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    parameters.forEach((name, value) -> query.put(name, List.of(value)));
    return Queries.append(Queries.without(url, parameters.keySet()), Queries.encode(query));
  }

  private @Nullable String withBody(
      @Nullable String body, Map<String, String> parameters, Connection connection)
      throws IntegrationException {
    if (parameters.isEmpty()) {
      return body;
    }
    try {
      JsonNode json = body == null ? mapper.createObjectNode() : mapper.readTree(body);
      if (json instanceof ObjectNode object) {
        parameters.forEach(object::put);
        return object.toString();
      }
    } catch (JsonProcessingException e) {
      throw Connections.invalid(
          connection.name(), "its body parameters need a request body that is a JSON object");
    }
    throw Connections.invalid(
        connection.name(), "its body parameters need a request body that is a JSON object");
  }
}
