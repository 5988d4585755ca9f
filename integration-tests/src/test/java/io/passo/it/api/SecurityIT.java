package io.passo.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.Systems;
import io.passo.standalone.aws.Signer;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * AWS SDKs with real keys against two coordinators that verify them: what is written at one counts
 * at the other.
 */
class SecurityIT {
  private static final String OTHER = "111122223333";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AwsCredentials ADMIN =
      AwsBasicCredentials.create("AKIAINTEGRATIONTEST", "a-secret-access-key-of-the-tests");
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"aws:SourceAccount": "000000000000"}}}]}
      """;

  @TempDir static Path data;

  private static PassoSystem system;

  @BeforeAll
  static void start() {
    system =
        PassoSystem.start(
            SystemOptions.forTests(data)
                .withCoordinators(2)
                .withEnvironment("PASSO_AUTHENTICATION", "on")
                .withEnvironment("PASSO_ADMIN_ACCESS_KEY_ID", ADMIN.accessKeyId())
                .withEnvironment("PASSO_ADMIN_SECRET_ACCESS_KEY", ADMIN.secretAccessKey()));
  }

  @AfterAll
  static void stop() {
    Systems.discard(system);
  }

  @Test
  void shouldRefuseWhoIsNotKnown() {
    // given
    SfnClient nobody = sfn(0, AnonymousCredentialsProvider.create());
    SfnClient unknown = sfn(0, AwsBasicCredentials.create("AKIANOBODYNOBODY", "secret"));
    SfnClient guess = sfn(0, AwsBasicCredentials.create(ADMIN.accessKeyId(), "guess"));

    // when / then
    assertCode(() -> nobody.listStateMachines(), "MissingAuthenticationTokenException", 403);
    assertCode(() -> unknown.listStateMachines(), "UnrecognizedClientException", 403);
    assertCode(() -> guess.listStateMachines(), "InvalidSignatureException", 403);
    assertThat(sfn(1, ADMIN).listStateMachines().sdkHttpResponse().isSuccessful()).isTrue();
  }

  @Test
  void shouldTellCallersWhoTheyAre() {
    assertThat(sts(0, ADMIN).getCallerIdentity().arn())
        .isEqualTo("arn:aws:iam::000000000000:user/admin");
  }

  @Test
  void shouldRunAStateMachineWithTheRoleThatWasMadeForIt() {
    // given
    String role = role("runs", TRUST);
    String machine = machine("runs", role, pass());

    // when
    String execution =
        sfn(1, ADMIN).startExecution(of -> of.stateMachineArn(machine)).executionArn();

    // then
    assertThat(closed(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void shouldRefuseARoleThatThisServiceMayNotTake() {
    // given
    String elsewhere =
        role("elsewhere", TRUST.replace("states.amazonaws.com", "lambda.amazonaws.com"));

    // when / then
    assertCode(() -> machine("elsewhere", elsewhere, pass()), "AccessDeniedException", 400);
    assertCode(
        () -> machine("elsewhere", "arn:aws:iam::000000000000:role/none", pass()),
        "AccessDeniedException",
        400);
  }

  @Test
  void shouldServeTheClientOfDemoAndBenchmarks() {
    // given
    Signer signer =
        Signer.of(
            new io.passo.standalone.system.AccessKey(ADMIN.accessKeyId(), ADMIN.secretAccessKey()));

    // when
    String output;
    try (StatesClient client = new StatesClient(endpoint(0), Optional.of(signer))) {
      client.register("signed", pass());
      String machine = client.register("signed", pass());
      output = closed(client.start(machine, "7")).output();
    }

    // then
    assertThat(output).isEqualTo("7");
  }

  @Test
  void shouldDenyStepsBeforeTheyAreSent() {
    // given
    String role = role("steps", TRUST);
    String task =
        """
        {"StartAt": "Call", "States": {"Call": {"Type": "Task",
          "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "charge"},
          "Catch": [{"ErrorEquals": ["States.Permissions"], "Next": "Denied"}], "End": true},
         "Denied": {"Type": "Succeed"}}}
        """;
    String machine = machine("steps", role, task);

    // when
    String execution =
        sfn(1, ADMIN).startExecution(of -> of.stateMachineArn(machine)).executionArn();

    // then
    assertThat(closed(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(sfn(0, ADMIN).getExecutionHistory(of -> of.executionArn(execution)).events())
        .extracting(HistoryEvent::typeAsString)
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStartFailed",
            "TaskStateExited",
            "SucceedStateEntered",
            "SucceedStateExited",
            "ExecutionSucceeded");
    assertThat(closed(execution).output())
        .contains("\"Error\":\"States.Permissions\"")
        .contains("assumed-role/steps/")
        .contains(
            "is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:charge because no identity-based policy allows the lambda:InvokeFunction action");
  }

  @Test
  void shouldStartNestedExecutionsIfTheRoleMay() {
    // given
    String role = role("nested", TRUST);
    String inner = machine("inner", role, pass());
    String outer =
        machine(
            "outer",
            role,
            """
            {"StartAt": "Start", "States": {"Start": {"Type": "Task",
              "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn": "%s"}, "End": true}}}
            """
                .formatted(inner));

    // when
    String denied = sfn(0, ADMIN).startExecution(of -> of.stateMachineArn(outer)).executionArn();
    ExecutionStatus before = closed(denied).status();
    allow("nested", "states:StartExecution", inner);
    String unseen = sfn(0, ADMIN).startExecution(of -> of.stateMachineArn(outer)).executionArn();
    ExecutionStatus between = closed(unseen).status();
    allow("nested", "states:*", inner.replace(":stateMachine:", ":*:") + "*");
    String allowed = sfn(0, ADMIN).startExecution(of -> of.stateMachineArn(outer)).executionArn();

    // then
    assertThat(before).isEqualTo(ExecutionStatus.FAILED);
    assertThat(closed(denied).error()).isEqualTo("States.Permissions");
    assertThat(between).isEqualTo(ExecutionStatus.FAILED);
    assertThat(closed(unseen).cause()).contains("states:DescribeExecution");
    assertThat(closed(allowed).status())
        .as(closed(allowed).cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void shouldLeaveJobsThatTheRoleMayNotStop() {
    // given
    String role = role("leaves", TRUST);
    String inner =
        machine(
            "left",
            role,
            """
            {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": true}}}
            """);
    String outer =
        machine(
            "leaving",
            role,
            """
            {"StartAt": "Start", "States": {"Start": {"Type": "Task",
              "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn": "%s"}, "End": true}}}
            """
                .formatted(inner));
    allow("leaves", "states:StartExecution", inner);
    put(
        "leaves",
        "look",
        policy("states:DescribeExecution", inner.replace(":stateMachine:", ":execution:") + ":*"));
    String execution = sfn(0, ADMIN).startExecution(of -> of.stateMachineArn(outer)).executionArn();
    await().until(() -> submitted(execution));

    // when
    sfn(0, ADMIN).stopExecution(of -> of.executionArn(execution));

    // then
    assertThat(closed(execution).status()).isEqualTo(ExecutionStatus.ABORTED);
    String left =
        sfn(0, ADMIN)
            .listExecutions(of -> of.stateMachineArn(inner))
            .executions()
            .getFirst()
            .executionArn();
    await()
        .during(Duration.ofSeconds(2))
        .until(
            () ->
                sfn(0, ADMIN).describeExecution(of -> of.executionArn(left)).status()
                    == ExecutionStatus.RUNNING);
    sfn(0, ADMIN).stopExecution(of -> of.executionArn(left));
  }

  private static boolean submitted(String execution) {
    return sfn(0, ADMIN).getExecutionHistory(of -> of.executionArn(execution)).events().stream()
        .anyMatch(event -> event.type() == HistoryEventType.TASK_SUBMITTED);
  }

  @Test
  void shouldGiveUsersWhatTheirPoliciesGiveThem() {
    // given
    IamClient iam = iam(0, ADMIN);
    iam.createUser(of -> of.userName("ann"));
    AccessKey key = iam.createAccessKey(of -> of.userName("ann")).accessKey();
    SfnClient ann = sfn(1, AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    String machine = machine("anns", role("anns", TRUST), pass());

    // when / then
    assertThatThrownBy(() -> ann.describeStateMachine(of -> of.stateMachineArn(machine)))
        .hasMessageContaining(
            "User: arn:aws:iam::000000000000:user/ann is not authorized to perform: states:DescribeStateMachine on resource: "
                + machine);
    iam.putUserPolicy(
        of ->
            of.userName("ann")
                .policyName("read")
                .policyDocument(policy("states:DescribeStateMachine", machine)));
    assertThat(ann.describeStateMachine(of -> of.stateMachineArn(machine)).name())
        .isEqualTo("anns");
    assertCode(
        () -> ann.deleteStateMachine(of -> of.stateMachineArn(machine)),
        "AccessDeniedException",
        400);
    iam.deleteAccessKey(of -> of.userName("ann").accessKeyId(key.accessKeyId()));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertCode(ann::listStateMachines, "UnrecognizedClientException", 403));
  }

  @Test
  void shouldKeepAccountsApart() {
    // given
    Credentials temporary =
        sts(0, ADMIN)
            .assumeRole(
                of ->
                    of.roleArn("arn:aws:iam::" + OTHER + ":role/OrganizationAccountAccessRole")
                        .roleSessionName("setup"))
            .credentials();
    AwsCredentials other =
        AwsSessionCredentials.create(
            temporary.accessKeyId(), temporary.secretAccessKey(), temporary.sessionToken());
    String mine = machine("mine", role("mine", TRUST), pass());

    // when
    SfnClient stranger = sfn(1, other);

    // then
    assertThat(sts(1, other).getCallerIdentity().account()).isEqualTo(OTHER);
    assertThat(stranger.listStateMachines().stateMachines()).isEmpty();
    assertThatThrownBy(() -> stranger.describeStateMachine(of -> of.stateMachineArn(mine)))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> iam(1, other).getRole(of -> of.roleName("mine")))
        .isInstanceOf(NoSuchEntityException.class);
  }

  @Test
  void shouldRefusePoliciesItDoesNotUnderstand() {
    // given
    role("strict", TRUST);
    String unknown =
        """
        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
          "Condition": {"StringEquals": {"aws:MultiFactorAuthPresent": "true"}}}}
        """;

    // when / then
    assertThatThrownBy(
            () ->
                iam(0, ADMIN)
                    .putRolePolicy(
                        of -> of.roleName("strict").policyName("p").policyDocument(unknown)))
        .isInstanceOf(MalformedPolicyDocumentException.class)
        .hasMessageContaining("aws:MultiFactorAuthPresent");
  }

  private static String role(String name, String trust) {
    return iam(0, ADMIN)
        .createRole(of -> of.roleName(name).assumeRolePolicyDocument(trust))
        .role()
        .arn();
  }

  private static void allow(String role, String action, String resource) {
    put(role, "allow", policy(action, resource));
  }

  private static void put(String role, String name, String policy) {
    iam(1, ADMIN).putRolePolicy(of -> of.roleName(role).policyName(name).policyDocument(policy));
  }

  private static String policy(String action, String resource) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}}"
        .formatted(action, resource);
  }

  private static String machine(String name, String role, String definition) {
    return sfn(1, ADMIN)
        .createStateMachine(of -> of.name(name).roleArn(role).definition(definition))
        .stateMachineArn();
  }

  private static String pass() {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";
  }

  private static DescribeExecutionResponse closed(String execution) {
    SfnClient client = sfn(0, ADMIN);
    return await()
        .atMost(SOON)
        .until(
            () -> client.describeExecution(of -> of.executionArn(execution)),
            found -> found.status() != ExecutionStatus.RUNNING);
  }

  private static void assertCode(Runnable call, String code, int status) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            error -> {
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(error.statusCode()).isEqualTo(status);
            });
  }

  private static URI endpoint(int coordinator) {
    Service service = system.coordinators().get(coordinator);
    return service.endpoint();
  }

  private static SfnClient sfn(int coordinator, AwsCredentials credentials) {
    return sfn(coordinator, StaticCredentialsProvider.create(credentials));
  }

  private static SfnClient sfn(int coordinator, AwsCredentialsProvider credentials) {
    return SfnClient.builder()
        .endpointOverride(endpoint(coordinator))
        .region(Region.US_EAST_1)
        .credentialsProvider(credentials)
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static IamClient iam(int coordinator, AwsCredentials credentials) {
    return IamClient.builder()
        .endpointOverride(endpoint(coordinator))
        .region(Region.AWS_GLOBAL)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private static StsClient sts(int coordinator, AwsCredentials credentials) {
    return StsClient.builder()
        .endpointOverride(endpoint(coordinator))
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
