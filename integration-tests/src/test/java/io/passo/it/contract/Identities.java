package io.passo.it.contract;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Who calls: makes users, roles and sessions at the endpoint itself. */
final class Identities {
  /** Name of the role of state machines, in every account. */
  private static final String ROLE = "contract";

  private static final String TRUST =
      World.json(
          "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':{'Service':'states.amazonaws.com'},'Action':'sts:AssumeRole'}]}");

  private final URI endpoint;
  private final AwsCredentials admin;

  Identities(URI endpoint, AwsCredentials admin) {
    this.endpoint = endpoint;
    this.admin = admin;
  }

  /** Makes the role of state machines in the administrator's account. */
  void makeRole() {
    makeRole(admin);
  }

  private void makeRole(AwsCredentials by) {
    try (IamClient iam = iam(by)) {
      iam.createRole(of -> of.roleName(ROLE).assumeRolePolicyDocument(TRUST));
      iam.attachRolePolicy(
          of -> of.roleName(ROLE).policyArn("arn:aws:iam::aws:policy/AWSStepFunctionsFullAccess"));
    }
  }

  /** A user without a policy. */
  AwsCredentials nobody() {
    try (IamClient iam = iam(admin)) {
      iam.createUser(of -> of.userName("nobody"));
      AccessKey key = iam.createAccessKey(of -> of.userName("nobody")).accessKey();
      return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }
  }

  /** An administrator of another account, in which the role is made, too. */
  AwsCredentials administratorOf(String account) {
    try (StsClient sts = sts()) {
      Credentials temporary =
          sts.assumeRole(
                  of ->
                      of.roleArn("arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole")
                          .roleSessionName("contract"))
              .credentials();
      AwsCredentials credentials =
          AwsSessionCredentials.create(
              temporary.accessKeyId(), temporary.secretAccessKey(), temporary.sessionToken());
      makeRole(credentials);
      return credentials;
    }
  }

  private IamClient iam(AwsCredentials by) {
    return IamClient.builder()
        .endpointOverride(endpoint)
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(StaticCredentialsProvider.create(by))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private StsClient sts() {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(admin))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
