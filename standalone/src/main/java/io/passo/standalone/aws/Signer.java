package io.passo.standalone.aws;

import io.passo.standalone.system.AccessKey;
import io.passo.standalone.system.SystemStatus;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs requests with Signature Version 4. */
public final class Signer {
  private static final String REGION = "us-east-1";

  private final AwsCredentialsIdentity identity;
  private final String region;

  private Signer(AwsCredentialsIdentity identity, String region) {
    this.identity = identity;
    this.region = region;
  }

  /** A signer with a key that does not end. */
  public static Signer of(AccessKey key) {
    return new Signer(AwsCredentialsIdentity.create(key.id(), key.secret()), region());
  }

  /**
   * One for callers of an endpoint that asks who they are: with the key in the environment, as the
   * AWS CLI reads it, else with that of the system's administrator.
   *
   * @param local the system, if it is one on this host
   * @return empty if requests need no signature, or if there is no key
   */
  public static Optional<Signer> wanted(URI endpoint, @Nullable SystemStatus local) {
    try (StatesClient anybody = new StatesClient(endpoint)) {
      anybody.call("ListActivities", Map.of("maxResults", 1));
      return Optional.empty();
    } catch (ApiException e) {
      return e.type().equals("MissingAuthenticationTokenException")
          ? ofEnvironment()
              .or(() -> Optional.ofNullable(local).map(system -> of(system.adminKey())))
          : Optional.empty();
    }
  }

  private static Optional<Signer> ofEnvironment() {
    return environment("AWS_ACCESS_KEY_ID")
        .flatMap(
            id ->
                environment("AWS_SECRET_ACCESS_KEY")
                    .map(secret -> new Signer(identity(id, secret), region())));
  }

  private static AwsCredentialsIdentity identity(String id, String secret) {
    return environment("AWS_SESSION_TOKEN")
        .<AwsCredentialsIdentity>map(
            token -> AwsSessionCredentialsIdentity.create(id, secret, token))
        .orElseGet(() -> AwsCredentialsIdentity.create(id, secret));
  }

  private static String region() {
    return environment("AWS_REGION").or(() -> environment("AWS_DEFAULT_REGION")).orElse(REGION);
  }

  private static Optional<String> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  /**
   * Headers of a {@code POST /}, without {@code Host} and {@code Content-Length}.
   *
   * @param service signing name, as in {@code states}
   * @param headers those that are sent anyway
   */
  Map<String, String> headers(
      URI endpoint, String service, Map<String, String> headers, byte[] body) {
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(endpoint.resolve("/"));
    headers.forEach(unsigned::putHeader);
    Map<String, String> signed = new LinkedHashMap<>();
    AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(identity)
                    .request(unsigned.build())
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region))
        .request()
        .headers()
        .forEach((name, values) -> signed.put(name, values.getFirst()));
    signed.keySet().removeIf(name -> name.equalsIgnoreCase("Host"));
    signed.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Length"));
    return signed;
  }
}
