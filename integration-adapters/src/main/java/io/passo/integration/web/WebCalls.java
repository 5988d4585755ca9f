package io.passo.integration.web;

import io.passo.integration.IntegrationException;
import io.passo.worker.ResultSize;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Makes HTTP calls, to destinations that are allowed only, also after a redirection. */
@ApplicationScoped
public class WebCalls {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int LONGEST_CHAIN = 5;
  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> SAME_METHOD = Set.of(307, 308);

  private final Destinations destinations;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /** Calls what is allowed. */
  public WebCalls(Destinations destinations) {
    this.destinations = destinations;
  }

  /**
   * Makes a call and follows redirections.
   *
   * @throws IntegrationException if the destination is not allowed or the response too large
   * @throws HttpTimeoutException if it takes too long
   * @throws IOException if it fails otherwise
   */
  public WebResponse call(WebRequest request) throws IntegrationException, IOException {
    Instant deadline = Instant.now().plus(request.timeout());
    WebRequest next = request;
    for (int hop = 0; hop <= LONGEST_CHAIN; hop++) {
      URI url = destinations.check(next.url());
      HttpResponse<InputStream> response = send(next, url);
      Optional<WebRequest> redirected = redirected(next, url, response);
      if (redirected.isEmpty()) {
        return read(response, deadline);
      }
      response.body().close();
      next = redirected.get();
    }
    throw new IOException("Expected at most " + LONGEST_CHAIN + " redirections but found more");
  }

  private HttpResponse<InputStream> send(WebRequest request, URI url)
      throws IntegrationException, IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(url)
            .timeout(request.timeout())
            .method(request.method(), body(request));
    try {
      request
          .headers()
          .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
      return client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException e) {
      throw new IntegrationException("States.Runtime", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  private static BodyPublisher body(WebRequest request) {
    return request.body() == null
        ? BodyPublishers.noBody()
        : BodyPublishers.ofString(request.body());
  }

  private static Optional<WebRequest> redirected(
      WebRequest request, URI from, HttpResponse<InputStream> response) {
    if (!REDIRECTIONS.contains(response.statusCode())) {
      return Optional.empty();
    }
    return response
        .headers()
        .firstValue("location")
        .map(
            location -> {
              URI to = from.resolve(location);
              boolean keeps =
                  SAME_METHOD.contains(response.statusCode()) || request.method().equals("HEAD");
              boolean otherHost = !String.valueOf(from.getAuthority()).equals(to.getAuthority());
              return request.to(keeps ? request.method() : "GET", to.toString(), otherHost);
            });
  }

  private static WebResponse read(HttpResponse<InputStream> response, Instant deadline)
      throws IntegrationException, IOException {
    try (InputStream body = response.body()) {
      byte[] bytes = readUntil(deadline, body);
      if (ResultSize.isExceeded(bytes.length)) {
        throw new IntegrationException(
            "States.DataLimitExceeded",
            "The response body exceeds the maximum number of bytes service limit.");
      }
      return new WebResponse(
          response.statusCode(),
          response.headers().map(),
          new String(bytes, StandardCharsets.UTF_8));
    }
  }

  // The client's own time-out ends with the headers of the response.
  private static byte[] readUntil(Instant deadline, InputStream body) throws IOException {
    Thread clock = Thread.startVirtualThread(() -> closeAt(deadline, body));
    try {
      return body.readNBytes(ResultSize.LIMIT + 1);
    } catch (IOException e) {
      if (Instant.now().isBefore(deadline)) {
        throw e;
      }
      throw new HttpTimeoutException("request timed out");
    } finally {
      clock.interrupt();
    }
  }

  private static void closeAt(Instant deadline, InputStream body) {
    try (body) {
      Thread.sleep(Duration.between(Instant.now(), deadline));
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt();
    }
  }
}
