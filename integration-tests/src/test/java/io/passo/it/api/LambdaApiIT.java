package io.passo.it.api;

import static io.passo.it.api.FunctionsSystem.ROLE;
import static io.passo.it.api.FunctionsSystem.SOON;
import static io.passo.it.api.FunctionsSystem.allow;
import static io.passo.it.api.FunctionsSystem.createFunction;
import static io.passo.it.api.FunctionsSystem.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.S3Server;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasResponse;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/**
 * Functions deployed and called with AWS's SDK, and functions of a folder, in a system that
 * verifies callers: created at one coordinator, called at the other.
 */
class LambdaApiIT {
  @TempDir private static Path data;
  private static FunctionsSystem functions;
  private static LambdaClient lambda;
  private static LambdaClient other;
  private static IamClient iam;

  @BeforeAll
  static void start() throws IOException {
    functions = new FunctionsSystem(data);
    lambda = functions.lambda(0);
    other = functions.lambda(1);
    iam = functions.iam();
  }

  @AfterAll
  static void stop() {
    functions.close();
  }

  @Test
  void shouldDeployCallChangeAndDeleteAFunction() throws Exception {
    // given
    CreateFunctionResponse created =
        createFunction(lambda, "greet", zip(1), Map.of("GREETING", "hello"));
    untilActive("greet");

    // when
    InvokeResponse called =
        other.invoke(of -> of.functionName("greet").payload(SdkBytes.fromUtf8String("{}")));
    InvokeResponse failed =
        other.invoke(
            of ->
                of.functionName(created.functionArn())
                    .payload(SdkBytes.fromUtf8String("\"fail\"")));
    InvokeResponse ended =
        other.invoke(of -> of.functionName("greet").payload(SdkBytes.fromUtf8String("\"exit\"")));
    InvokeResponse event =
        other.invoke(
            of ->
                of.functionName("greet")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{}")));
    DescribeExecutionResponse execution =
        functions.run(
            """
            {"StartAt": "Direct", "States": {
              "Direct": {"Type": "Task", "Resource": "%s", "ResultPath": "$.direct", "Next": "Invoke"},
              "Invoke": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "greet", "Payload": {"do": "fail"}},
                "Catch": [{"ErrorEquals": ["OutOfStock"], "ResultPath": "$.caught", "Next": "End"}], "End": true},
              "End": {"Type": "Pass", "Parameters": {"direct.$": "$.direct", "error.$": "$.caught.Error"}, "End": true}}}
            """
                .formatted(created.functionArn()));

    // then
    assertThat(called.statusCode()).isEqualTo(200);
    assertThat(called.executedVersion()).isEqualTo("$LATEST");
    assertThat(called.payload().asUtf8String()).isEqualTo("{\"greeting\":\"hello\",\"version\":1}");
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(failed.payload().asUtf8String()).contains("OutOfStock");
    assertThat(ended.payload().asUtf8String()).contains("Runtime.ExitError", "exit status 3");
    assertThat(event.statusCode()).isEqualTo(202);
    assertThat(execution.output())
        .isEqualTo("{\"direct\":{\"greeting\":\"hello\",\"version\":1},\"error\":\"OutOfStock\"}");
    assertThat(functions.log("task-worker-1"))
        .contains("got {}")
        .contains(execution.executionArn());

    // when it gets other code and settings
    String revision =
        lambda.updateFunctionCode(of -> of.functionName("greet").zipFile(zip(2))).revisionId();
    FunctionConfiguration configured =
        FunctionConfiguration.builder()
            .environment(
                lambda
                    .updateFunctionConfiguration(
                        of ->
                            of.functionName("greet")
                                .revisionId(revision)
                                .environment(env -> env.variables(Map.of("GREETING", "bye"))))
                    .environment())
            .build();

    // then
    assertThat(configured.environment().variables()).containsEntry("GREETING", "bye");
    await()
        .atMost(SOON)
        .until(
            () ->
                other
                    .invoke(of -> of.functionName("greet"))
                    .payload()
                    .asUtf8String()
                    .equals("{\"greeting\":\"bye\",\"version\":2}"));
    assertThat(lambda.listFunctions().functions())
        .extracting(FunctionConfiguration::functionName)
        .contains("greet");
    assertThat(lambda.listVersionsByFunction(of -> of.functionName("greet")).versions())
        .extracting(FunctionConfiguration::version)
        .containsExactly("$LATEST");
    assertThat(
            lambda
                .getFunctionCodeSigningConfig(of -> of.functionName("greet"))
                .codeSigningConfigArn())
        .isNull();
    assertThat(
            lambda
                .getFunctionConcurrency(of -> of.functionName("greet"))
                .reservedConcurrentExecutions())
        .isNull();
    assertThatThrownBy(
            () ->
                lambda.updateFunctionCode(
                    of -> of.functionName("greet").revisionId("old").zipFile(zip(3))))
        .isInstanceOf(LambdaException.class)
        .hasMessageContaining("Revision Id");

    // when it is deleted
    lambda.deleteFunction(of -> of.functionName("greet"));

    // then
    assertThatThrownBy(() -> lambda.getFunction(of -> of.functionName("greet")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: " + created.functionArn());
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> other.invoke(of -> of.functionName("greet")))
                    .isInstanceOf(ResourceNotFoundException.class));
  }

  @Test
  void shouldCallVersionsAndAliases() throws Exception {
    // given
    functions.store().put("code/1.zip", zip(1).asByteArray());
    functions.store().put("code/2.zip", zip(2).asByteArray());
    CreateFunctionResponse created =
        lambda.createFunction(
            of ->
                of.functionName("versioned")
                    .runtime("provided.al2023")
                    .handler("bootstrap")
                    .role(ROLE)
                    .timeout(30)
                    .memorySize(512)
                    .environment(env -> env.variables(Map.of("GREETING", "hi")))
                    .publish(true)
                    .code(code -> code.s3Bucket(S3Server.BUCKET).s3Key("code/1.zip")));
    String first = created.version();
    String same = lambda.publishVersion(of -> of.functionName("versioned")).version();
    lambda.updateFunctionCode(
        of -> of.functionName("versioned").s3Bucket(S3Server.BUCKET).s3Key("code/2.zip"));
    String second =
        lambda
            .publishVersion(of -> of.functionName("versioned").description("the second one"))
            .version();
    CreateAliasResponse alias =
        lambda.createAlias(of -> of.functionName("versioned").name("live").functionVersion("1"));

    untilActive("versioned");
    // Active it has been since it was created; workers hear of the second code a moment later.
    await()
        .atMost(SOON)
        .until(() -> invoke("versioned", null).payload().asUtf8String().contains("\"version\":2"));

    // when
    InvokeResponse latest = invoke("versioned", null);
    InvokeResponse old = invoke("versioned", "1");
    InvokeResponse live = invoke(alias.aliasArn(), null);
    DescribeExecutionResponse execution =
        functions.run(
            """
            {"StartAt": "Direct", "States": {
              "Direct": {"Type": "Task", "Resource": "%s", "ResultPath": "$.direct", "Next": "Invoke"},
              "Invoke": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "versioned", "Qualifier": "2"},
                "ResultSelector": {"v.$": "$.ExecutedVersion", "n.$": "$.Payload.version"}, "ResultPath": "$.invoked",
                "End": true}}}
            """
                .formatted(alias.aliasArn()));

    // then
    assertThat(List.of(first, same, second)).containsExactly("1", "1", "2");
    assertThat(created.functionArn()).endsWith(":function:versioned:1");
    assertThat(latest.payload().asUtf8String()).contains("\"version\":2");
    assertThat(latest.executedVersion()).isEqualTo("$LATEST");
    assertThat(old.payload().asUtf8String()).contains("\"version\":1");
    assertThat(old.executedVersion()).isEqualTo("1");
    assertThat(live.payload().asUtf8String()).contains("\"version\":1");
    assertThat(live.executedVersion()).isEqualTo("1");
    assertThat(execution.output())
        .isEqualTo(
            "{\"direct\":{\"greeting\":\"hi\",\"version\":1},\"invoked\":{\"v\":\"2\",\"n\":2}}");
    assertThat(lambda.listVersionsByFunction(of -> of.functionName("versioned")).versions())
        .extracting(FunctionConfiguration::version)
        .containsExactly("$LATEST", "1", "2");
    assertThat(
            lambda
                .getFunction(of -> of.functionName("versioned").qualifier("live"))
                .configuration())
        .satisfies(
            found -> {
              assertThat(found.version()).isEqualTo("1");
              assertThat(found.functionArn()).isEqualTo(alias.aliasArn());
            });

    // when the alias leads to both, and then to the second
    lambda.updateAlias(
        of ->
            of.functionName("versioned")
                .name("live")
                .routingConfig(routing -> routing.additionalVersionWeights(Map.of("2", 0.5))));
    Set<String> both = new HashSet<>();
    await()
        .atMost(SOON)
        .until(
            () -> {
              both.add(invoke("versioned", "live").executedVersion());
              return both.size() == 2;
            });
    lambda.updateAlias(
        of ->
            of.functionName("versioned")
                .name("live")
                .functionVersion("2")
                .routingConfig(routing -> routing.additionalVersionWeights(Map.of())));

    // then
    assertThat(lambda.listAliases(of -> of.functionName("versioned")).aliases())
        .extracting(AliasConfiguration::functionVersion)
        .containsExactly("2");
    assertStatus(
        () -> lambda.deleteFunction(of -> of.functionName("versioned").qualifier("2")),
        409,
        "live");
    lambda.deleteFunction(of -> of.functionName("versioned").qualifier("1"));
    assertThatThrownBy(() -> lambda.getFunction(of -> of.functionName("versioned").qualifier("1")))
        .isInstanceOf(ResourceNotFoundException.class);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> invoke("versioned", "1"))
                    .isInstanceOf(ResourceNotFoundException.class));
    assertThatThrownBy(() -> invoke("versioned", "never"))
        .isInstanceOf(ResourceNotFoundException.class);
    lambda.deleteAlias(of -> of.functionName("versioned").name("live"));
    assertThatThrownBy(() -> lambda.getAlias(of -> of.functionName("versioned").name("live")))
        .isInstanceOf(ResourceNotFoundException.class);
    lambda.deleteFunction(of -> of.functionName("versioned"));
  }

  private static void untilActive(String function) {
    await()
        .atMost(SOON)
        .until(
            () ->
                lambda
                    .getFunction(of -> of.functionName(function))
                    .configuration()
                    .stateAsString()
                    .equals("Active"));
  }

  private static InvokeResponse invoke(String function, @Nullable String qualifier) {
    return other.invoke(of -> of.functionName(function).qualifier(qualifier));
  }

  @Test
  void shouldShowLogsAndHandOverTheContextOfTheClient() throws Exception {
    // given
    createFunction(lambda, "logged", zip(1), Map.of("GREETING", "hi"));
    untilActive("logged");
    String context =
        Base64.getEncoder()
            .encodeToString("{\"custom\":{\"tenant\":\"a\"}}".getBytes(StandardCharsets.UTF_8));

    // when
    InvokeResponse called =
        other.invoke(
            of ->
                of.functionName("logged")
                    .logType(LogType.TAIL)
                    .clientContext(context)
                    .payload(SdkBytes.fromUtf8String("{\"n\":1}")));
    InvokeResponse failed =
        other.invoke(
            of ->
                of.functionName("logged")
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String("\"fail\"")));
    InvokeResponse quiet = other.invoke(of -> of.functionName("logged"));

    // then
    assertThat(new String(Base64.getDecoder().decode(called.logResult()), StandardCharsets.UTF_8))
        .startsWith("START RequestId: ")
        .contains(
            "got {\"n\":1} with {\"custom\":{\"tenant\":\"a\"}}",
            "END RequestId: ",
            "REPORT RequestId: ");
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(new String(Base64.getDecoder().decode(failed.logResult()), StandardCharsets.UTF_8))
        .contains("got \"fail\"");
    assertThat(quiet.logResult()).isNull();
    assertThatThrownBy(
            () -> other.invoke(of -> of.functionName("logged").clientContext("no base64!")))
        .isInstanceOf(InvalidRequestContentException.class);
    lambda.deleteFunction(of -> of.functionName("logged"));
  }

  /** What Terraform's aws_lambda_function reads after it has created one. */
  @Test
  void shouldAnswerWhatDeploymentToolsAsk() throws Exception {
    // given
    CreateFunctionResponse created = createFunction(lambda, "deployed", zip(1), Map.of());
    String arn = created.functionArn();

    // when
    lambda.tagResource(of -> of.resource(arn).tags(Map.of("team", "a", "stage", "test")));
    lambda.untagResource(of -> of.resource(arn).tagKeys("stage"));

    // then
    assertThat(lambda.listTags(of -> of.resource(arn)).tags()).isEqualTo(Map.of("team", "a"));
    assertThat(lambda.getFunction(of -> of.functionName("deployed")).tags())
        .isEqualTo(Map.of("team", "a"));
    assertThat(
            lambda
                .getRuntimeManagementConfig(of -> of.functionName("deployed"))
                .updateRuntimeOnAsString())
        .isEqualTo("Auto");
    assertThatThrownBy(() -> lambda.getPolicy(of -> of.functionName("deployed")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("The resource you requested does not exist.");
    assertThatThrownBy(() -> lambda.getFunctionEventInvokeConfig(of -> of.functionName("deployed")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> lambda.getFunctionUrlConfig(of -> of.functionName("deployed")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                lambda.updateFunctionCode(
                    of -> of.functionName("deployed").s3Bucket(S3Server.BUCKET).s3Key("none.zip")))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("S3 Error Code: NoSuchKey");
    lambda.deleteFunction(of -> of.functionName("deployed"));
  }

  @Test
  void shouldRefuseWhatCannotBeDeployed() throws Exception {
    // given
    createFunction(lambda, "once", zip(1), Map.of());

    // when / then
    assertThatThrownBy(() -> createFunction(lambda, "once", zip(1), Map.of()))
        .isInstanceOf(ResourceConflictException.class);
    assertThatThrownBy(
            () -> createFunction(lambda, "broken", SdkBytes.fromUtf8String("no zip"), Map.of()))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("Could not unzip");
    assertThatThrownBy(() -> other.invoke(of -> of.functionName("none")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void shouldAskThePolicies() throws Exception {
    // given
    iam.createUser(of -> of.userName("deployer"));
    iam.putUserPolicy(
        of ->
            of.userName("deployer")
                .policyName("deploy")
                .policyDocument(
                    allow("lambda:*", "arn:aws:lambda:us-east-1:000000000000:function:team-*")));
    AccessKey key = iam.createAccessKey(of -> of.userName("deployer")).accessKey();
    LambdaClient deployer =
        functions.client(
            LambdaClient.builder(),
            1,
            AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    LambdaClient guess =
        functions.client(
            LambdaClient.builder(), 1, AwsBasicCredentials.create(key.accessKeyId(), "guess"));

    // when
    CreateFunctionResponse own = createFunction(deployer, "team-a", zip(1), Map.of());

    // then
    assertThat(own.functionArn())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:team-a");
    assertStatus(
        () -> createFunction(deployer, "others", zip(1), Map.of()),
        403,
        "is not authorized to perform: lambda:CreateFunction");
    assertStatus(() -> deployer.listFunctions(), 403, "lambda:ListFunctions");
    assertStatus(() -> guess.getFunction(of -> of.functionName("team-a")), 403, "signature");
  }

  @Test
  void shouldTellFunctionsToWorkersOnly() throws Exception {
    // when
    HttpResponse<String> response = functions.get("/passo/functions?pool=functions");

    // then
    assertThat(response.statusCode()).isEqualTo(403);
  }

  @Test
  void shouldTellAutoscalersHowBusyPoolsAre() throws Exception {
    // when
    HttpResponse<String> busy = functions.get("/passo/pools/functions");
    HttpResponse<String> none = functions.get("/passo/pools/none");

    // then
    assertThat(busy.statusCode()).isEqualTo(200);
    assertThat(busy.body()).contains("\"pool\":\"functions\"", "\"unfinished\":", "\"workers\":1");
    assertThat(none.statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRunFunctionsOfAFolder() throws Exception {
    assume("node");
    assume("python3");

    // when
    DescribeExecutionResponse execution =
        functions.run(
            """
            {"StartAt": "All", "States": {"All": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "N", "States": {"N": {"Type": "Task", "Parameters": {"n": 1}, "End": true,
                "Resource": "arn:aws:lambda:us-east-1:000000000000:function:node"}}},
              {"StartAt": "P", "States": {"P": {"Type": "Task", "Parameters": {"n": 2}, "End": true,
                "Resource": "arn:aws:lambda:us-east-1:000000000000:function:python"}}},
              {"StartAt": "F", "States": {"F": {"Type": "Task", "Parameters": {"n": -1}, "End": true,
                "Resource": "arn:aws:lambda:us-east-1:000000000000:function:node",
                "Catch": [{"ErrorEquals": ["RangeError"], "ResultPath": null, "Next": "Caught"}]},
                "Caught": {"Type": "Pass", "Result": "caught", "End": true}}}]}}}
            """);

    // then
    assertThat(execution.output()).isEqualTo("[{\"node\":2},{\"python\": 3},\"caught\"]");
  }

  private static void assertStatus(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int status, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            LambdaException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            });
  }

  private static void assume(String command) throws InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder(command, "--version").start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    Assumptions.assumeTrue(there, "needs " + command + " on the PATH");
  }
}
