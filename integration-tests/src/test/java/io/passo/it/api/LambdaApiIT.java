package io.passo.it.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.S3Server;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
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
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * Functions deployed and called with AWS's SDK, and functions of a folder, in a system that
 * verifies callers: created at one coordinator, called at the other.
 */
class LambdaApiIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final AwsCredentials ADMIN =
      AwsBasicCredentials.create("AKIAINTEGRATIONTEST", "a-secret-access-key-of-the-tests");
  private static final String ROLE = "arn:aws:iam::000000000000:role/functions";
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
      """;

  // A runtime in one file: answers with a greeting of its own, or fails, or ends, as it is told.
  private static final String RUNTIME =
      """
      import java.io.*;
      import java.net.*;
      public class Runtime1 {
        public static void main(String[] arguments) throws Exception {
          String api = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
          while (true) {
            URLConnection next = new URL(api + "next").openConnection();
            String event = new String(next.getInputStream().readAllBytes());
            String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
            String context = next.getHeaderField("Lambda-Runtime-Client-Context");
            System.out.println("got " + event + (context == null ? "" : " with " + context));
            if (event.contains("exit")) {
              System.exit(3);
            }
            boolean fails = event.contains("fail");
            String answer = fails ? "{\\"errorType\\":\\"OutOfStock\\",\\"errorMessage\\":\\"none left\\"}"
                : "{\\"greeting\\":\\"" + System.getenv("GREETING") + "\\",\\"version\\":VERSION}";
            HttpURLConnection post = (HttpURLConnection) new URL(api + id + (fails ? "/error" : "/response")).openConnection();
            post.setDoOutput(true);
            post.getOutputStream().write(answer.getBytes());
            post.getInputStream().readAllBytes();
          }
        }
      }
      """;

  @TempDir private static Path data;
  private static S3Server store;
  private static PassoSystem system;
  private static LambdaClient lambda;
  private static LambdaClient other;
  private static IamClient iam;

  @BeforeAll
  static void start() throws IOException {
    Path folder = Files.createDirectories(data.resolve("functions"));
    write(folder, "node/function.properties", "handler=index.handler\ntimeout=20");
    write(
        folder,
        "node/index.mjs",
        "export const handler = async (event) => { if (event.n < 0) throw new RangeError('negative'); return { node: event.n + 1 }; };");
    write(folder, "python/function.properties", "handler=app.handle\ntimeout=20");
    write(
        folder,
        "python/app.py",
        "def handle(event, context):\n    return {'python': event['n'] + 1}\n");
    store = S3Server.start(data.resolve("s3"));
    system =
        PassoSystem.start(
            SystemOptions.forTests(data.resolve("system"))
                .withCoordinators(2)
                .withEnvironment("AWS_ENDPOINT_URL_S3", store.url())
                .withFunctions(folder)
                .withEnvironment("PASSO_AUTHENTICATION", "on")
                .withEnvironment("PASSO_ADMIN_ACCESS_KEY_ID", ADMIN.accessKeyId())
                .withEnvironment("PASSO_ADMIN_SECRET_ACCESS_KEY", ADMIN.secretAccessKey()));
    lambda = client(LambdaClient.builder(), 0, ADMIN);
    other = client(LambdaClient.builder(), 1, ADMIN);
    iam = client(IamClient.builder(), 0, ADMIN);
    iam.createRole(role -> role.roleName("functions").assumeRolePolicyDocument(TRUST));
    iam.putRolePolicy(
        policy ->
            policy
                .roleName("functions")
                .policyName("call")
                .policyDocument(allow("lambda:InvokeFunction", "*")));
  }

  @AfterAll
  static void stop() {
    system.close();
    store.close();
  }

  @Test
  void shouldDeployCallChangeAndDeleteAFunction() throws Exception {
    // given
    CreateFunctionResponse created = create(lambda, "greet", zip(1), Map.of("GREETING", "hello"));
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
        run(
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
    assertThat(log("task-worker-1")).contains("got {}").contains(execution.executionArn());

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
    store.put("code/1.zip", zip(1).asByteArray());
    store.put("code/2.zip", zip(2).asByteArray());
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

    // when
    InvokeResponse latest = invoke("versioned", null);
    InvokeResponse old = invoke("versioned", "1");
    InvokeResponse live = invoke(alias.aliasArn(), null);
    DescribeExecutionResponse execution =
        run(
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
    create(lambda, "logged", zip(1), Map.of("GREETING", "hi"));
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
    CreateFunctionResponse created = create(lambda, "deployed", zip(1), Map.of());
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
    create(lambda, "once", zip(1), Map.of());

    // when / then
    assertThatThrownBy(() -> create(lambda, "once", zip(1), Map.of()))
        .isInstanceOf(ResourceConflictException.class);
    assertThatThrownBy(() -> create(lambda, "broken", SdkBytes.fromUtf8String("no zip"), Map.of()))
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
        client(
            LambdaClient.builder(),
            1,
            AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    LambdaClient guess =
        client(LambdaClient.builder(), 1, AwsBasicCredentials.create(key.accessKeyId(), "guess"));

    // when
    CreateFunctionResponse own = create(deployer, "team-a", zip(1), Map.of());

    // then
    assertThat(own.functionArn())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:team-a");
    assertStatus(
        () -> create(deployer, "others", zip(1), Map.of()),
        403,
        "is not authorized to perform: lambda:CreateFunction");
    assertStatus(() -> deployer.listFunctions(), 403, "lambda:ListFunctions");
    assertStatus(() -> guess.getFunction(of -> of.functionName("team-a")), 403, "signature");
  }

  @Test
  void shouldTellFunctionsToWorkersOnly() throws Exception {
    // when
    HttpResponse<String> response = get("/passo/functions?pool=functions");

    // then
    assertThat(response.statusCode()).isEqualTo(403);
  }

  @Test
  void shouldTellAutoscalersHowBusyPoolsAre() throws Exception {
    // when
    HttpResponse<String> functions = get("/passo/pools/functions");
    HttpResponse<String> none = get("/passo/pools/none");

    // then
    assertThat(functions.statusCode()).isEqualTo(200);
    assertThat(functions.body())
        .contains("\"pool\":\"functions\"", "\"unfinished\":", "\"workers\":1");
    assertThat(none.statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRunFunctionsOfAFolder() throws Exception {
    assume("node");
    assume("python3");

    // when
    DescribeExecutionResponse execution =
        run(
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

  private static CreateFunctionResponse create(
      LambdaClient client, String name, SdkBytes zip, Map<String, String> environment) {
    return client.createFunction(
        of ->
            of.functionName(name)
                .runtime("provided.al2023")
                .handler("bootstrap")
                .role(ROLE)
                .timeout(30)
                .memorySize(512)
                .environment(env -> env.variables(environment))
                .code(code -> code.zipFile(zip)));
  }

  private static SdkBytes zip(int version) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("bootstrap"));
      zip.write(
          ("#!/bin/sh\nexec " + java + " -XX:TieredStopAtLevel=1 Runtime1.java\n")
              .getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("Runtime1.java"));
      zip.write(
          RUNTIME.replace("VERSION", Integer.toString(version)).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  private static DescribeExecutionResponse run(String definition) {
    SfnClient sfn = client(SfnClient.builder(), 1, ADMIN);
    String machine =
        sfn.createStateMachine(
                of -> of.name("m-" + System.nanoTime()).roleArn(ROLE).definition(definition))
            .stateMachineArn();
    String execution =
        sfn.startExecution(of -> of.stateMachineArn(machine).input("{}")).executionArn();
    return await()
        .atMost(SOON)
        .until(
            () -> sfn.describeExecution(of -> of.executionArn(execution)),
            found -> found.status() != ExecutionStatus.RUNNING);
  }

  private static String log(String service) throws IOException {
    return Files.readString(data.resolve("system/logs/" + service + ".log"));
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

  private static String allow(String action, String resource) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}]}"
        .formatted(action, resource);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI url = coordinator(0).endpoint().resolve(path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }
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

  private static void write(Path folder, String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private static Service coordinator(int number) {
    return system.coordinators().get(number);
  }

  private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      B builder, int coordinator, AwsCredentials credentials) {
    return builder
        .endpointOverride(coordinator(coordinator).endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
        .build();
  }
}
