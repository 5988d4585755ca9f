package io.passo.it.api;

import static org.awaitility.Awaitility.await;

import io.passo.it.support.S3Server;
import io.passo.it.support.Systems;
import io.passo.servers.Jdk;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Service;
import io.passo.standalone.system.SystemOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * A system that verifies callers, with functions in a folder, and what tests of functions need:
 * clients, code to deploy, state machines that call.
 */
final class FunctionsSystem implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(60);
  static final AwsCredentials ADMIN =
      AwsBasicCredentials.create("AKIAINTEGRATIONTEST", "a-secret-access-key-of-the-tests");
  static final String ROLE = "arn:aws:iam::000000000000:role/functions";
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
      """;

  private final Path data;
  private final S3Server store;
  private final PassoSystem system;

  FunctionsSystem(Path data) throws IOException {
    this.data = data;
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
    IamClient iam = iam();
    iam.createRole(role -> role.roleName("functions").assumeRolePolicyDocument(TRUST));
    iam.putRolePolicy(
        policy ->
            policy
                .roleName("functions")
                .policyName("call")
                .policyDocument(allow("lambda:InvokeFunction", "*")));
  }

  /** The Lambda API of a coordinator, for the administrator. */
  LambdaClient lambda(int coordinator) {
    return client(LambdaClient.builder(), coordinator, ADMIN);
  }

  /** The IAM API, for the administrator. */
  IamClient iam() {
    return client(IamClient.builder(), 0, ADMIN);
  }

  /** The bucket that code can be in. */
  S3Server store() {
    return store;
  }

  @Override
  public void close() {
    Systems.discard(system);
    store.close();
  }

  /** Creates a function with a runtime of its own. */
  static CreateFunctionResponse createFunction(
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

  /** Code that answers with this version: {@link GreetingRuntime}. */
  static SdkBytes zip(int version) {
    String name = GreetingRuntime.class.getName();
    String file = name.replace('.', '/') + ".class";
    String start =
        "#!/bin/sh\nexec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp . %s %d\n"
            .formatted(Jdk.program("java"), name, version);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        InputStream code = GreetingRuntime.class.getResourceAsStream("/" + file)) {
      zip.putNextEntry(new ZipEntry("bootstrap"));
      zip.write(start.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(file));
      Objects.requireNonNull(code, file).transferTo(zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  /** Runs a state machine to its end. */
  DescribeExecutionResponse run(String definition) {
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

  /** What a service has logged. */
  String log(String service) throws IOException {
    return Files.readString(data.resolve("system/logs/" + service + ".log"));
  }

  /** A policy that allows an action. */
  static String allow(String action, String resource) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}]}"
        .formatted(action, resource);
  }

  /** Gets a path of a coordinator, without credentials. */
  HttpResponse<String> get(String path) throws Exception {
    URI url = coordinator(0).endpoint().resolve(path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void write(Path folder, String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private Service coordinator(int number) {
    return system.coordinators().get(number);
  }

  /** A client of a coordinator. */
  <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
      B builder, int coordinator, AwsCredentials credentials) {
    return builder
        .endpointOverride(coordinator(coordinator).endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
        .build();
  }
}
