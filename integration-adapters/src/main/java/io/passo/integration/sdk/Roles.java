package io.passo.integration.sdk;

import io.passo.integration.AwsClients;
import io.passo.integration.Endpoints;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
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

  /** Credentials of a role, taken in a region. */
  AwsCredentialsProvider of(String roleArn, String region) {
    return roles.computeIfAbsent(roleArn + " " + region, key -> assume(roleArn, region));
  }

  private AwsCredentialsProvider assume(String roleArn, String region) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(clients.in(region))
        .refreshRequest(request -> request.roleArn(roleArn).roleSessionName("passo"))
        .build();
  }
}
