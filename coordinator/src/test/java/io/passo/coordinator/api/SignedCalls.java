package io.passo.coordinator.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests signed as the AWS SDK signs them. */
final class SignedCalls {
  private final HttpClient client;
  private final URI endpoint;

  SignedCalls(HttpClient client, URI endpoint) {
    this.client = client;
    this.endpoint = endpoint;
  }

  /**
   * What signs a request.
   *
   * @param token session token of temporary credentials
   * @param at time of the signature
   */
  record Signer(String id, String secret, @Nullable String token, Instant at) {
    AwsCredentialsIdentity identity() {
      return token == null
          ? AwsCredentialsIdentity.create(id, secret)
          : AwsSessionCredentialsIdentity.create(id, secret, token);
    }
  }

  /** Calls an action of the service; without a signer it is not signed. */
  HttpResponse<String> call(@Nullable Signer signer, String action, String json) {
    return send(
        signer,
        "states",
        json,
        "Content-Type",
        "application/x-amz-json-1.0",
        "X-Amz-Target",
        "AWSStepFunctions." + action);
  }

  /** Calls an action of IAM or STS. */
  HttpResponse<String> query(@Nullable Signer signer, String service, String form) {
    return send(signer, service, form, "Content-Type", "application/x-www-form-urlencoded");
  }

  private HttpResponse<String> send(
      @Nullable Signer signer, String service, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint).headers(headers).POST(BodyPublishers.ofString(body));
    if (signer != null) {
      sign(signer, service, body, headers)
          .forEachHeader(
              (name, values) -> {
                if (!name.equalsIgnoreCase("host")) {
                  values.forEach(value -> request.setHeader(name, value));
                }
              });
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("Expected an answer", e);
    }
  }

  private SdkHttpRequest sign(Signer signer, String service, String body, String... headers) {
    SdkHttpRequest.Builder http = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(endpoint);
    for (int n = 0; n < headers.length; n += 2) {
      http.putHeader(headers[n], headers[n + 1]);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(signer.identity())
                    .request(http.build())
                    .payload(() -> new ByteArrayInputStream(bytes))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .putProperty(
                        HttpSigner.SIGNING_CLOCK, Clock.fixed(signer.at(), ZoneOffset.UTC)))
        .request();
  }
}
