package io.passo.integration.apigateway;

import io.passo.integration.web.WebRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Signs requests of {@code IAM_ROLE} and {@code RESOURCE_POLICY} (Signature Version 4). */
final class GatewaySigner {
  private static final String SERVICE = "execute-api";

  // What the HTTP client sets by itself, to the same values.
  private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length");

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  WebRequest sign(WebRequest request, AwsCredentials credentials, String region) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(URI.create(request.url()))
            .headers(request.headers())
            .build();
    String body = request.body() == null ? "" : request.body();
    SignedRequest signed =
        signer.sign(
            sign ->
                sign.identity(credentials)
                    .request(unsigned)
                    .payload(
                        ContentStreamProvider.fromByteArray(body.getBytes(StandardCharsets.UTF_8)))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    WebRequest result = request;
    for (Map.Entry<String, List<String>> header : signed.request().headers().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!OF_THE_CLIENT.contains(name)) {
        result = result.with(name, String.join(",", header.getValue()));
      }
    }
    return result;
  }
}
