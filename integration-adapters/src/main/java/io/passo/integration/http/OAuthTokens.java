package io.passo.integration.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.IntegrationException;
import io.passo.integration.web.Queries;
import io.passo.integration.web.WebCalls;
import io.passo.integration.web.WebRequest;
import io.passo.integration.web.WebResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens by client credentials, one per connection, kept until they expire. */
@ApplicationScoped
public class OAuthTokens {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration EARLY = Duration.ofSeconds(30);
  private static final long USUAL_SECONDS = 300;
  private static final String OWNER = "OAuthParameters/OAuthHttpParameters";

  private final WebCalls web;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();

  private static final class Token {
    final String header;
    final Instant until;

    Token(String header, Instant until) {
      this.header = header;
      this.until = until;
    }
  }

  /** Asks token endpoints. */
  public OAuthTokens(WebCalls web) {
    this.web = web;
  }

  /** Value of the {@code Authorization} header. */
  String authorization(Connection connection) throws IntegrationException, IOException {
    Token known = tokens.get(connection.name());
    if (known != null && Instant.now().isBefore(known.until)) {
      return known.header;
    }
    Token fresh = ask(connection);
    tokens.put(connection.name(), fresh);
    return fresh.header;
  }

  /** The token was refused: the next call asks for another. */
  void forget(Connection connection) {
    tokens.remove(connection.name());
  }

  private Token ask(Connection connection) throws IntegrationException, IOException {
    WebResponse response = web.call(request(connection));
    JsonNode answer = response.json().path("ResponseBody");
    if (!response.isSuccessful() || !answer.path("access_token").isTextual()) {
      // The answer is not shown: it may hold what was sent.
      throw new IOException(
          "Expected an access token from the authorization endpoint but found status "
              + response.status());
    }
    long seconds = answer.path("expires_in").asLong(USUAL_SECONDS);
    return new Token(
        "Bearer " + answer.path("access_token").textValue(),
        Instant.now().plusSeconds(seconds).minus(EARLY));
  }

  private static WebRequest request(Connection connection) throws IOException {
    String method = connection.parameter("OAuthParameters/HttpMethod");
    Map<String, List<String>> form = new LinkedHashMap<>();
    form.put("grant_type", List.of("client_credentials"));
    form.put(
        "client_id", List.of(connection.parameter("OAuthParameters/ClientParameters/ClientID")));
    form.put(
        "client_secret",
        List.of(connection.parameter("OAuthParameters/ClientParameters/ClientSecret")));
    put(form, connection.parameters(OWNER, "BodyParameters"));
    Map<String, List<String>> query = new LinkedHashMap<>();
    put(query, connection.parameters(OWNER, "QueryStringParameters"));
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("content-type", List.of("application/x-www-form-urlencoded"));
    headers.put("accept", List.of("application/json"));
    put(headers, connection.parameters(OWNER, "HeaderParameters"));
    boolean inQuery = method.equals("GET");
    if (inQuery) {
      query.putAll(form);
    }
    return new WebRequest(
        method,
        Queries.append(
            connection.parameter("OAuthParameters/AuthorizationEndpoint"), Queries.encode(query)),
        headers,
        inQuery ? null : Queries.encode(form),
        TIMEOUT);
  }

  private static void put(Map<String, List<String>> into, Map<String, String> values) {
    values.forEach((name, value) -> into.put(name, List.of(value)));
  }
}
