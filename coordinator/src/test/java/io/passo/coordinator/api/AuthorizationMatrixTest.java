package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.PREFIX;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.passo.coordinator.api.SignedCalls.Signer;
import io.passo.coordinator.security.Authenticator;
import io.passo.coordinator.security.CallerIdentities;
import io.passo.coordinator.security.CallerIdentity;
import io.passo.coordinator.security.Callers;
import io.passo.coordinator.security.SessionTokens.Credentials;
import io.passo.coordinator.security.directory.AccessKey;
import io.passo.coordinator.security.directory.Change;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.WorkerCredentials;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every action × {no key, wrong key, expired, other account, denied, allowed}, over HTTP and with
 * real signatures.
 */
class AuthorizationMatrixTest {
  private static final String OTHER = "111111111111";
  private static final String SECRET = "0123456789012345678901234567890123456789";
  private static final MacKey WORKERS = MacKey.ofSecret("a secret of the workers");
  private static final String MACHINE = PREFIX + "stateMachine:orders";
  private static final String EXECUTION = PREFIX + "execution:orders:run";
  private static final String TRUST =
      json(
          "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{'Service':'states.amazonaws.com'},'Action':'sts:AssumeRole'}}");

  private static final Service service = new Service();
  private static final Vertx vertx = Vertx.vertx();
  private static final HttpClient client = HttpClient.newHttpClient();
  private static SignedCalls calls;

  /** Each action with a request that is about the state machine, execution … of the account. */
  static Stream<Arguments> actions() {
    return requests().entrySet().stream()
        .map(action -> Arguments.of(action.getKey(), action.getValue()));
  }

  private static Map<String, String> requests() {
    Map<String, String> requests = new TreeMap<>();
    String definition = Service.PASS.replace("\"", "\\\"");
    String machine = json("{'stateMachineArn':'%s'}", MACHINE);
    String alias = json("{'stateMachineAliasArn':'%s:live'}", MACHINE);
    String execution = json("{'executionArn':'%s'}", EXECUTION);
    String mapRun = json("{'mapRunArn':'%smapRun:orders/label:id'}", PREFIX);
    String activity = json("{'activityArn':'%sactivity:work'}", PREFIX);
    String route =
        json(
            "{'name':'live','routingConfiguration':[{'stateMachineVersionArn':'%s:1','weight':100}]}",
            MACHINE);
    requests.put(
        "CreateStateMachine",
        json("{'name':'orders','roleArn':'%s','definition':'%s'}", Service.ROLE, definition));
    requests.put(
        "UpdateStateMachine",
        json("{'stateMachineArn':'%s','roleArn':'%s'}", MACHINE, Service.ROLE));
    Stream.of(
            "DescribeStateMachine",
            "DeleteStateMachine",
            "PublishStateMachineVersion",
            "ListStateMachineVersions",
            "ListStateMachineAliases",
            "StartExecution",
            "StartSyncExecution",
            "ListExecutions")
        .forEach(action -> requests.put(action, machine));
    requests.put("ListStateMachines", "{}");
    requests.put("ListActivities", "{}");
    requests.put("ValidateStateMachineDefinition", json("{'definition':'%s'}", definition));
    requests.put("DeleteStateMachineVersion", json("{'stateMachineVersionArn':'%s:1'}", MACHINE));
    requests.put("CreateStateMachineAlias", route);
    requests.put(
        "UpdateStateMachineAlias",
        json("{'stateMachineAliasArn':'%s:live','description':'d'}", MACHINE));
    requests.put("DescribeStateMachineAlias", alias);
    requests.put("DeleteStateMachineAlias", alias);
    requests.put(
        "TestState",
        json(
            "{'definition':'%s','roleArn':'%s'}",
            json("{'Type':'Succeed'}").replace("\"", "\\\""), Service.ROLE));
    requests.put(
        "TagResource", json("{'resourceArn':'%s','tags':[{'key':'a','value':'b'}]}", MACHINE));
    requests.put("UntagResource", json("{'resourceArn':'%s','tagKeys':['a']}", MACHINE));
    requests.put("ListTagsForResource", json("{'resourceArn':'%s'}", MACHINE));
    Stream.of(
            "StopExecution",
            "DescribeExecution",
            "RedriveExecution",
            "DescribeStateMachineForExecution",
            "ListMapRuns",
            "GetExecutionHistory")
        .forEach(action -> requests.put(action, execution));
    requests.put("DescribeMapRun", mapRun);
    requests.put("UpdateMapRun", mapRun.replace("}", ",\"maxConcurrency\":1}"));
    requests.put("CreateActivity", json("{'name':'work'}"));
    requests.put("DescribeActivity", activity);
    requests.put("DeleteActivity", activity);
    requests.put("GetActivityTask", activity);
    requests.put("SendTaskSuccess", json("{'taskToken':'t','output':'{}'}"));
    requests.put("SendTaskFailure", json("{'taskToken':'t'}"));
    requests.put("SendTaskHeartbeat", json("{'taskToken':'t'}"));
    return requests;
  }

  @BeforeAll
  static void start() throws Exception {
    // Nothing is registered, so that allowed calls end with an error of the action itself.
    Instant now = service.clock.instant();
    Identity role =
        Identity.of(Kind.ROLE, Service.ACCOUNT, "/", "demo", "AROADEMO", now)
            .withRole(TRUST, null, null);
    service.directory.write(List.of(Change.put(role)));
    for (String action : requests().keySet()) {
      user(Service.ACCOUNT, "allowed-" + action, allow("states:" + action, "iam:PassRole"));
      user(Service.ACCOUNT, "denied-" + action, allow("iam:PassRole", "states:*"), deny(action));
    }
    user(OTHER, "admin", allow("*"));
    user(Service.ACCOUNT, "nobody");
    Callers callers =
        new Callers(
            new CallerIdentities(new CallerIdentity(Service.ACCOUNT, "us-east-1")),
            Optional.of(
                new Authenticator(service.directory, service.sessions, WORKERS, service.clock)));
    Router router = Router.router(vertx);
    new ApiRoute(
            () -> service.dispatcher,
            () -> service.queries,
            new RequestCallers(callers),
            new ApiMetrics(new SimpleMeterRegistry()),
            service.audit)
        .register(router);
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    calls = new SignedCalls(client, URI.create("http://127.0.0.1:" + server.actualPort() + "/"));
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldKnowEveryAction() {
    assertThat(requests()).hasSize(37);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void shouldRefuseARequestWithoutKey(String action, String request) {
    assertError(
        calls.call(null, action, request),
        403,
        "MissingAuthenticationTokenException",
        "Missing Authentication Token");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void shouldRefuseAWrongKey(String action, String request) {
    Instant now = service.clock.instant();
    assertError(
        calls.call(new Signer("AKIAUNKNOWN", SECRET, null, now), action, request),
        403,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
    assertError(
        calls.call(new Signer("AKIAallowed-" + action, "another", null, now), action, request),
        403,
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided.");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void shouldRefuseWhatHasExpired(String action, String request) {
    Instant now = service.clock.instant();
    Identity role =
        service.directory.fresh().await().indefinitely().role(Service.ROLE).orElseThrow();
    Credentials ended = service.sessions.issue(role, "session", now.minusSeconds(1), null);
    assertError(
        calls.call(
            new Signer(ended.accessKeyId(), ended.secret(), ended.token(), now), action, request),
        400,
        "ExpiredTokenException",
        "The security token included in the request is expired");
    assertError(
        calls.call(signer("allowed-" + action, now.minusSeconds(301)), action, request),
        403,
        "InvalidSignatureException",
        "Signature expired: ");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void shouldShowNothingToAnotherAccount(String action, String request) {
    // when
    HttpResponse<String> response =
        calls.call(signer("admin", service.clock.instant()), action, request);

    // then
    if (response.statusCode() == 200) {
      assertThat(response.body())
          .as("nothing, or what is its own")
          .doesNotContain(Service.ACCOUNT + ":stateMachine", Service.ACCOUNT + ":activity");
    } else if (request.contains(PREFIX)) {
      assertThat(response.body())
          .as("the same as for what does not exist")
          .containsAnyOf("DoesNotExist", "ResourceNotFound", "TypeNotSupported");
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void shouldDenyWhatAPolicyDenies(String action, String request) {
    assertError(
        calls.call(signer("denied-" + action, service.clock.instant()), action, request),
        400,
        "AccessDeniedException",
        "User: arn:aws:iam::000000000000:user/denied-"
            + action
            + " is not authorized to perform: states:"
            + action
            + " on resource: ");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void shouldDenyWhatNoPolicyAllows(String action, String request) {
    HttpResponse<String> response =
        calls.call(signer("nobody", service.clock.instant()), action, request);
    assertError(response, 400, "AccessDeniedException", "User: ");
    assertThat(response.body())
        .contains("because no identity-based policy allows the states:" + action + " action");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void shouldLetPassWhatAPolicyAllows(String action, String request) {
    HttpResponse<String> response =
        calls.call(signer("allowed-" + action, service.clock.instant()), action, request);
    assertThat(response.body())
        .as("%s answers for itself", action)
        .doesNotContain("AccessDenied", "Signature", "UnrecognizedClient", "InternalFailure");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void shouldGiveWorkersOnlyNestedExecutions(String action, String request) {
    // when
    HttpResponse<String> response =
        calls.call(
            new Signer(
                Service.ACCOUNT,
                WorkerCredentials.secret(WORKERS, Service.ACCOUNT),
                null,
                service.clock.instant()),
            action,
            request);

    // then
    boolean nested =
        List.of("StartExecution", "StartSyncExecution", "DescribeExecution", "StopExecution")
            .contains(action);
    assertThat(response.body().contains("AccessDenied")).as(response.body()).isEqualTo(!nested);
  }

  private static void user(String account, String name, String... policies) {
    Instant now = service.clock.instant();
    Identity user = Identity.of(Kind.USER, account, "/", name, "AIDA" + name, now);
    for (int n = 0; n < policies.length; n++) {
      user = user.withInline("policy" + n, policies[n]);
    }
    AccessKey key = new AccessKey("AKIA" + name, account, name, SECRET, true, now);
    service.directory.write(List.of(Change.put(user), Change.put(key)));
  }

  private static Signer signer(String user, Instant at) {
    return new Signer("AKIA" + user, SECRET, null, at);
  }

  private static String allow(String... actions) {
    return policy("Allow", actions);
  }

  private static String deny(String action) {
    return policy("Deny", "states:" + action);
  }

  private static String policy(String effect, String... actions) {
    return json(
        "{'Version':'2012-10-17','Statement':{'Effect':'%s','Action':['%s'],'Resource':'*'}}",
        effect, String.join("\",\"", actions));
  }

  private static void assertError(
      HttpResponse<String> response, int status, String type, String message) {
    assertThat(response.body()).contains("\"__type\":\"" + type + "\"").contains(message);
    assertThat(response.statusCode()).isEqualTo(status);
  }
}
