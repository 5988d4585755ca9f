package io.passo.integration.sdk;

import io.passo.integration.AdaptersConfig;
import io.passo.integration.Endpoints;
import io.passo.integration.IntegrationCall;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.WorkerCredentials;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Credentials at the API of our own coordinators, in the account of the execution: what is started
 * there was authorised before it was handed to us.
 */
@ApplicationScoped
public class OwnCredentials {
  private static final String SERVICE = "Sfn";
  private static final int ACCOUNT = 4;

  private final Endpoints endpoints;
  private final String workerSecret;

  /** Credentials of this installation. */
  @Inject
  public OwnCredentials(Endpoints endpoints, AdaptersConfig config) {
    this(endpoints, config.workerSecret());
  }

  /** Credentials that follow from the secret of the workers. */
  public OwnCredentials(Endpoints endpoints, String workerSecret) {
    this.endpoints = endpoints;
    this.workerSecret = workerSecret;
  }

  /**
   * Credentials for a call; empty if it does not go to our own coordinators.
   *
   * @param service prefix of the service
   */
  Optional<AwsCredentialsProvider> at(String service, IntegrationCall call) {
    boolean ours =
        service.equals(SERVICE)
            && endpoints
                .of(service)
                .filter(uri -> uri.getHost() != null && !uri.getHost().endsWith(".amazonaws.com"))
                .isPresent();
    String[] arn = call.executionArn().split(":", ACCOUNT + 2);
    if (!ours || arn.length <= ACCOUNT) {
      return Optional.empty();
    }
    String secret = WorkerCredentials.secret(MacKey.ofSecret(workerSecret), arn[ACCOUNT]);
    return Optional.of(
        StaticCredentialsProvider.create(AwsBasicCredentials.create(arn[ACCOUNT], secret)));
  }
}
