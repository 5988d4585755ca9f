package io.passo.integration.http;

import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.integration.web.WebCalls;
import io.passo.integration.web.WebRequest;
import io.passo.integration.web.WebResponse;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Set;

/** {@code http:invoke} (integrations.md §6). */
@ApplicationScoped
public class HttpTask implements Integration {
  private static final Set<Integer> UNAUTHORIZED = Set.of(401, 407);
  private static final List<String> BINARY =
      List.of("image/", "video/", "audio/", "application/octet-stream");

  private final Connections connections;
  private final Authorizations authorizations;
  private final WebCalls web;

  /** Calls what is allowed, with the connections there are. */
  public HttpTask(Connections connections, Authorizations authorizations, WebCalls web) {
    this.connections = connections;
    this.authorizations = authorizations;
    this.web = web;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("http")
        && resource.action().equals("invoke")
        && resource.ending() == Resource.Ending.ANSWER;
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    WebRequest request = HttpParameters.request(call);
    Connection connection = connections.of(HttpParameters.connection(call.parameters()));
    WebResponse response = send(request, connection);
    if (UNAUTHORIZED.contains(response.status()) && authorizations.renew(connection)) {
      response = send(request, connection);
    }
    return result(response);
  }

  private WebResponse send(WebRequest request, Connection connection) throws IntegrationException {
    WebRequest authorized = authorizations.authorize(request, connection);
    try {
      return web.call(authorized);
    } catch (HttpTimeoutException e) {
      throw new IntegrationException(
          "States.Http.Socket", "The endpoint " + place(request) + " did not answer in time");
    } catch (IOException e) {
      // Without the text of the failure, which may show the URL with the connection's parameters.
      throw new IntegrationException(
          "States.TaskFailed",
          "The endpoint "
              + place(request)
              + " could not be called: "
              + e.getClass().getSimpleName());
    }
  }

  // Without its query, as a connection may add to that.
  private static String place(WebRequest request) {
    return request.url().split("\\?", 2)[0];
  }

  private static Payload result(WebResponse response) throws IntegrationException {
    String type = response.contentType();
    if (!response.isSuccessful()) {
      throw new IntegrationException(
          "States.Http.StatusCode." + response.status(), response.json().toString());
    }
    if (BINARY.stream().anyMatch(type::startsWith)) {
      throw new IntegrationException(
          "States.TaskFailed", "The content type '" + type + "' of the response is not supported");
    }
    return Payload.of(response.json().toString());
  }
}
