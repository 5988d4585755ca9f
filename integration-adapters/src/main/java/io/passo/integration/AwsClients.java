package io.passo.integration;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * One client per region of a service, made when it is first needed.
 *
 * @param <C> client
 */
public final class AwsClients<C> {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  // Endpoints of one's own seldom ask who calls; without any credentials the SDK would not even
  // try.
  private static final AwsCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("passo", "passo"));

  private final Map<String, C> clients = new ConcurrentHashMap<>();
  private final Function<String, C> create;

  private AwsClients(Function<String, C> create) {
    this.create = create;
  }

  /**
   * Clients that call again when a service is busy or cannot be reached: for work that no Retry of
   * a Task stands for.
   *
   * @param endpoint where it is; AWS's own if absent
   * @param builder makes a builder of a synchronous client
   */
  public static <C> AwsClients<C> patient(
      Optional<URI> endpoint, Supplier<? extends AwsClientBuilder<?, C>> builder) {
    SdkHttpClient http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(PATIENCE)
            .build();
    return new AwsClients<>(
        region ->
            create(
                region, endpoint, builder.get(), http, AwsRetryStrategy.standardRetryStrategy()));
  }

  /**
   * Clients of a service.
   *
   * @param endpoint where it is; AWS's own if absent
   * @param builder makes a builder of a synchronous client
   */
  public static <C> AwsClients<C> of(
      Optional<URI> endpoint, Supplier<? extends AwsClientBuilder<?, C>> builder) {
    SdkHttpClient http =
        UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(LONGEST).build();
    return new AwsClients<>(
        region -> create(region, endpoint, builder.get(), http, AwsRetryStrategy.doNotRetry()));
  }

  private static <C> C create(
      String region,
      Optional<URI> endpoint,
      AwsClientBuilder<?, C> builder,
      SdkHttpClient http,
      RetryStrategy retries) {
    endpoint.ifPresent(uri -> atOwnEndpoint(builder, uri));
    if (builder instanceof SdkSyncClientBuilder<?, ?> synchronous) {
      synchronous.httpClient(http);
    }
    builder.region(Region.of(region));
    builder.credentialsProvider(credentials(endpoint.isPresent()));
    builder.overrideConfiguration(
        override ->
            override
                .retryStrategy(retries)
                .addExecutionInterceptor(new UnreachedEndpoint())
                .putAdvancedOption(
                    SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, endpoint.isPresent()));
    return builder.build();
  }

  // Stores that speak S3 know buckets by path and seldom the newer checksums.
  private static void atOwnEndpoint(AwsClientBuilder<?, ?> builder, URI endpoint) {
    builder.endpointOverride(endpoint);
    if (builder instanceof S3BaseClientBuilder<?, ?> s3) {
      s3.forcePathStyle(true);
      s3.serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build());
      s3.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
      s3.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }
  }

  private static AwsCredentialsProvider credentials(boolean ownEndpoint) {
    AwsCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
    return ownEndpoint ? AwsCredentialsProviderChain.of(chain, ANYBODY) : chain;
  }

  /** The client of a region. */
  public C in(String region) {
    return clients.computeIfAbsent(region, create);
  }
}
