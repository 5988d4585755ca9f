package io.passo.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests over plain HTTP, signed or not, without anything an SDK would check or repair. */
final class Api implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(70);
  private static final String AWS_JSON = "application/x-amz-json-1.0";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;
  private final Coverage coverage;

  /** An answer; its error is {@code Type: text}, empty for a success. */
  record Answer(int status, JsonNode body) {
    String error() {
      return body.has("__type")
          ? body.path("__type").asText() + ": " + body.path("message").asText()
          : "";
    }
  }

  /**
   * @param coverage told of each answer
   */
  Api(URI endpoint, Coverage coverage) {
    this.endpoint = endpoint.resolve("/");
    this.coverage = coverage;
  }

  /**
   * Sends a request.
   *
   * @param signer null for one without a signature
   */
  Answer call(@Nullable AwsCredentialsIdentity signer, String action, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(LIMIT)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (signer == null) {
      request.header("X-Amz-Target", target(action)).header("Content-Type", AWS_JSON);
    } else {
      sign(signer, action, body)
          .headers()
          .forEach(
              (name, values) -> {
                // Both are set by the client.
                if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                  values.forEach(value -> request.header(name, value));
                }
              });
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
      Answer answer = new Answer(response.statusCode(), JSON.readTree(response.body()));
      note(action, answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(action + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void note(String action, Answer answer) {
    // Such an action is none.
    if (answer.error().startsWith("UnknownOperationException")) {
      return;
    }
    if (answer.error().isEmpty()) {
      coverage.succeeded(action);
    } else if (answer.status() < 500) {
      coverage.refused(action, answer.body().path("__type").asText());
    }
  }

  private SdkHttpRequest sign(AwsCredentialsIdentity signer, String action, String body) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("X-Amz-Target", target(action))
            .putHeader("Content-Type", AWS_JSON)
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(signer)
                        .request(unsigned)
                        .payload(
                            () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "states")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    return signed.request();
  }

  private static String target(String action) {
    return "AWSStepFunctions." + action;
  }

  @Override
  public void close() {
    http.close();
  }
}
