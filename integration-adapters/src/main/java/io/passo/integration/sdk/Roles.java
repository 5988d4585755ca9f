package io.passo.integration.sdk;

import io.passo.integration.AwsClients;
import io.passo.integration.Endpoints;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** Credentials of the roles that Tasks name (asl.md §6.6), kept until they expire. */
@ApplicationScoped
public class Roles {
  private static final int REMEMBERED = 1_000;

  private final AwsClients<StsClient> clients;
  private final Map<String, AwsCredentialsProvider> roles =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, AwsCredentialsProvider> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** Asks STS where it is. */
  public Roles(Endpoints endpoints) {
    clients = AwsClients.of(endpoints.of("Sts"), StsClient::builder);
  }

  /**
   * Credentials of the role that the Task of a call names; empty if it names none.
   *
   * @throws IntegrationException if the role cannot be assumed
   */
  public Optional<AwsCredentialsProvider> of(IntegrationCall call) throws IntegrationException {
    String role = call.roleArn();
    if (role == null) {
      return Optional.empty();
    }
    AwsCredentialsProvider provider =
        roles.computeIfAbsent(role + " " + call.region(), key -> assume(role, call.region()));
    try {
      provider.resolveCredentials();
      return Optional.of(provider);
    } catch (SdkException e) {
      // It is no failure of the service that was to be called.
      throw new IntegrationException(
          "States.TaskFailed", "The role " + role + " cannot be assumed: " + e.getMessage());
    }
  }

  private AwsCredentialsProvider assume(String roleArn, String region) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(clients.in(region))
        .refreshRequest(request -> request.roleArn(roleArn).roleSessionName("passo"))
        .build();
  }
}
