package io.passo.standalone.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Requests of actions, as headers and a body. */
public final class Calls {
  private static final String AWS_JSON = "application/x-amz-json-1.0";

  private Calls() {}

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
