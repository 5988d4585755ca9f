package io.passo.standalone.aws;

import io.passo.standalone.system.SystemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/** Requests of actions, as headers and a body. */
public final class Calls {
  private static final String AWS_JSON = "application/x-amz-json-1.0";

  private Calls() {}

  /**
   * Sends a request.
   *
   * @param action for people
   * @throws SystemException if it is not answered
   */
  static HttpResponse<String> send(HttpClient http, String action, HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new SystemException(
          "Expected an answer to %s from %s but %s".formatted(action, request.uri(), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted while waiting for " + action, e);
    }
  }

  /**
   * Headers of a call in AWS JSON, without {@code Host} and {@code Content-Length}.
   *
   * @param signer empty for a call without a signature
   */
  public static Map<String, String> headers(
      URI endpoint, String action, byte[] body, Optional<Signer> signer) {
    Map<String, String> plain =
        Map.of("Content-Type", AWS_JSON, "X-Amz-Target", "AWSStepFunctions." + action);
    return signer.map(with -> with.headers(endpoint, "states", plain, body)).orElse(plain);
  }
}
