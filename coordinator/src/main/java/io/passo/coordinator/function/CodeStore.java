package io.passo.coordinator.function;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Zips in S3-compatible storage at {@code AWS_ENDPOINT_URL_S3}, else {@code AWS_ENDPOINT_URL}, else
 * AWS.
 */
@Singleton
public final class CodeStore {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofSeconds(15);

  // Stores of one's own seldom ask who calls; without any credentials the SDK would not even try.
  private static final AwsCredentialsProvider ANYBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("passo", "passo"));

  private final Optional<URI> endpoint;
  private final Map<String, S3Client> clients = new ConcurrentHashMap<>();

  public CodeStore(Config config) {
    this.endpoint =
        config
            .getOptionalValue("AWS_ENDPOINT_URL_S3", String.class)
            .or(() -> config.getOptionalValue("AWS_ENDPOINT_URL", String.class))
            .filter(text -> !text.isBlank())
            .map(URI::create);
  }

  /**
   * Where a zip is.
   *
   * @param version of the object; null for the newest
   */
  public record Place(String bucket, String key, @Nullable String version) {}

  /** Why a zip cannot be had, with the store's own words. */
  public static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
      super(reason);
    }
  }

  /**
   * Reads a zip. Blocks for some seconds at most.
   *
   * @param limit bytes that it may have
   */
  public byte[] read(String region, Place place, int limit) throws UnreadableException {
    try (ResponseInputStream<GetObjectResponse> object =
        clients
            .computeIfAbsent(region, this::client)
            .getObject(
                of -> of.bucket(place.bucket()).key(place.key()).versionId(place.version()))) {
      byte[] zip = object.readNBytes(limit + 1);
      if (zip.length > limit) {
        object.abort();
        throw new UnreadableException("Expected a zip of at most " + limit + " bytes");
      }
      return zip;
    } catch (S3Exception e) {
      throw new UnreadableException(
          "Error occurred while GetObject. S3 Error Code: %s. S3 Error Message: %s"
              .formatted(e.awsErrorDetails().errorCode(), e.awsErrorDetails().errorMessage()));
    } catch (SdkException | IOException e) {
      throw new UnreadableException(
          "Error occurred while GetObject at "
              + endpoint.map(URI::toString).orElse("S3 in " + region)
              + ": "
              + e.getMessage());
    }
  }

  private S3Client client(String region) {
    AwsCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(region))
            .credentialsProvider(
                endpoint.isPresent() ? AwsCredentialsProviderChain.of(chain, ANYBODY) : chain)
            .overrideConfiguration(of -> of.apiCallTimeout(WHOLE))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(PATIENCE))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    endpoint.ifPresent(uri -> builder.endpointOverride(uri).forcePathStyle(true));
    return builder.build();
  }

  @PreDestroy
  void close() {
    clients.values().forEach(S3Client::close);
  }
}
