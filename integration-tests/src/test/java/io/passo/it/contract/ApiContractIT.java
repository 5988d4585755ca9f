package io.passo.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.passo.it.support.Systems;
import io.passo.servers.PostgresServer;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.SystemOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Every action once as it is meant, and with everything that can be wrong with it: each member ×
 * each constraint, unknown and conflicting resources, quotas, signatures and permissions. What was
 * seen is a table of the reference, and the last test compares that with it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiContractIT {
  private static final AwsBasicCredentials ADMIN =
      AwsBasicCredentials.create("AKIAINTEGRATIONTEST", "a-secret-access-key-of-the-tests");
  private static final AwsBasicCredentials GUESS =
      AwsBasicCredentials.create(ADMIN.accessKeyId(), "another-secret-access-key-of-the-tests");
  private static final String OTHER = "111122223333";
  private static final int ACTIONS = 37;
  private static final Duration ARRIVAL = Duration.ofSeconds(2);
  private static final int MANY = 20;

  @TempDir static Path data;

  private static final Coverage COVERAGE = new Coverage();
  private static PassoSystem system;
  private static URI endpoint;
  private static Identities identities;
  private static Api api;
  private static AwsCredentialsIdentity nobody;
  private static Map<String, String> world = Map.of();

  @BeforeAll
  static void start() {
    system =
        PassoSystem.start(
            SystemOptions.forTests(data)
                .withEnvironment("PASSO_AUTHENTICATION", "on")
                .withEnvironment("PASSO_ADMIN_ACCESS_KEY_ID", ADMIN.accessKeyId())
                .withEnvironment("PASSO_ADMIN_SECRET_ACCESS_KEY", ADMIN.secretAccessKey())
                .withEnvironment("PASSO_ARRIVAL_TIMEOUT", ARRIVAL.toString())
                .withEnvironment("PASSO_RETENTION_INTERVAL", "PT1S")
                .withEnvironment("PASSO_QUOTA_STATE_MACHINES", "12")
                .withEnvironment("PASSO_QUOTA_ACTIVITIES", "4")
                .withEnvironment("PASSO_QUOTA_VERSIONS", "2")
                .withEnvironment("PASSO_QUOTA_ALIASES", "2")
                .withEnvironment("PASSO_QUOTA_OPEN_EXECUTIONS", "20")
                .withEnvironment("PASSO_QUOTA_POLLERS_PER_ACTIVITY", "1")
                .withEnvironment("PASSO_THROTTLE_RATES", "ListMapRuns=100/1"));
    endpoint = system.coordinators().getFirst().endpoint();
    api = new Api(endpoint, COVERAGE);
    identities = new Identities(endpoint, ADMIN);
    identities.makeRole();
    nobody = identities.nobody();
    world = World.make(api, ADMIN);
  }

  @AfterAll
  static void stop() {
    api.close();
    Systems.discard(system);
  }

  static Stream<Refused> refusals() {
    return Stream.concat(ConstraintCases.all().stream(), ErrorCases.all().stream());
  }

  static List<String> actions() {
    return Member.all().stream().map(Member::action).distinct().toList();
  }

  @Test
  @Order(1)
  void shouldDoWhatEachActionIsFor() {
    assertThat(COVERAGE.succeeded()).hasSize(ACTIONS);
  }

  @Order(2)
  @ParameterizedTest
  @MethodSource("refusals")
  void shouldRefuse(Refused request) {
    // when
    Api.Answer answer = api.call(ADMIN, request.action(), ErrorCases.filled(request.body(), world));

    // then
    assertThat(answer.error())
        .matches(ErrorCases.pattern(ErrorCases.filled(request.error(), world)));
    assertThat(answer.status()).isEqualTo(request.error().startsWith("*") ? 400 : request.status());
  }

  @Order(3)
  @ParameterizedTest
  @MethodSource("actions")
  void shouldRefuseWhoIsNotKnownOrMayNot(String action) {
    // given
    String request = new Requests(Member.all()).of(action).toString();

    // when
    Api.Answer unsigned = api.call(null, action, request);
    Api.Answer guessed = api.call(GUESS, action, request);
    Api.Answer denied = api.call(nobody, action, request);

    // then
    assertThat(unsigned.error())
        .isEqualTo("MissingAuthenticationTokenException: Missing Authentication Token");
    assertThat(unsigned.status()).isEqualTo(403);
    assertThat(guessed.error()).startsWith("InvalidSignatureException: ");
    assertThat(guessed.status()).isEqualTo(403);
    assertThat(denied.error())
        .startsWith(
            "AccessDeniedException: User: arn:aws:iam::000000000000:user/nobody is not authorized to perform: states:"
                + action);
    assertThat(denied.status()).isEqualTo(400);
  }

  @Test
  @Order(4)
  void shouldRefuseABodyOfMoreThanAMebibyte() {
    // given
    String request = World.json("{'definition':'%s'}", "x".repeat(1 << 20));

    // when
    Api.Answer answer = api.call(ADMIN, "ValidateStateMachineDefinition", request);

    // then
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.error())
        .isEqualTo(
            "RequestEntityTooLargeException: Expected a request body of at most 1048576 bytes");
  }

  @Test
  @Order(4)
  void shouldRefuseWhatIsBeingDeleted() {
    // given
    String leaving =
        create(ADMIN, "leaving", World.PASS, World.ROLE).body().path("stateMachineArn").asText();
    api.call(ADMIN, "DeleteStateMachine", World.json("{'stateMachineArn':'%s'}", leaving));

    // when / then
    String deleting = "StateMachineDeleting: State Machine is being deleted: '" + leaving + "'";
    assertThat(create(ADMIN, "leaving", World.PASS, World.ROLE).error()).isEqualTo(deleting);
    for (String action :
        List.of("StartExecution", "UpdateStateMachine", "PublishStateMachineVersion")) {
      assertThat(
              api.call(
                      ADMIN,
                      action,
                      World.json("{'stateMachineArn':'%s','roleArn':'%s'}", leaving, World.ROLE))
                  .error())
          .as(action)
          .isEqualTo(deleting);
    }
  }

  @Test
  @Order(5)
  void shouldLimitWhatAnAccountHas() {
    // given
    AwsCredentialsIdentity other = identities.administratorOf(OTHER);
    String role = "arn:aws:iam::" + OTHER + ":role/contract";
    String waiting =
        World.json("{'StartAt':'W','States':{'W':{'Type':'Wait','Seconds':3600,'End':true}}}");
    String machine = create(other, "first", waiting, role).body().path("stateMachineArn").asText();

    // when / then
    assertThat(untilRefused(n -> create(other, "machine-" + n, waiting, role)))
        .isEqualTo(
            "StateMachineLimitExceeded: The maximum number of state machines has been reached: 12");
    assertThat(
            untilRefused(
                n -> api.call(other, "CreateActivity", World.json("{'name':'activity-%d'}", n))))
        .isEqualTo("ActivityLimitExceeded: The maximum number of activities has been reached: 4");
    assertThat(untilRefused(n -> published(other, machine, n)))
        .isEqualTo(
            "ServiceQuotaExceededException: The maximum number of versions of a state machine has been reached: 2");
    assertThat(untilRefused(n -> aliased(other, machine, n)))
        .isEqualTo(
            "ServiceQuotaExceededException: The maximum number of aliases of a state machine has been reached: 2");
    assertThat(
            api.call(
                    other,
                    "UpdateStateMachine",
                    World.json(
                        "{'stateMachineArn':'%s','tracingConfiguration':{'enabled':false},'publish':true}",
                        machine))
                .error())
        .startsWith("ServiceQuotaExceededException: ");
    shouldLimitOpenExecutions(other, machine);
  }

  // The count of open executions is a second old at most; starts in between get through.
  private static void shouldLimitOpenExecutions(AwsCredentialsIdentity other, String machine) {
    String failed = stopped(other, machine);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                api.call(other, "StartExecution", World.json("{'stateMachineArn':'%s'}", machine))
                    .error(),
            "ExecutionLimitExceeded: The maximum number of running executions has been reached. Running executions must end or be stopped before a new execution can be started."
                ::equals);
    assertThat(
            api.call(other, "RedriveExecution", World.json("{'executionArn':'%s'}", failed))
                .error())
        .startsWith("ExecutionLimitExceeded: ");
  }

  private static String stopped(AwsCredentialsIdentity other, String machine) {
    String execution =
        api.call(other, "StartExecution", World.json("{'stateMachineArn':'%s'}", machine))
            .body()
            .path("executionArn")
            .asText();
    assertThat(
            api.call(other, "StopExecution", World.json("{'executionArn':'%s'}", execution))
                .error())
        .isEmpty();
    return execution;
  }

  @Test
  @Order(5)
  void shouldLimitWhoPollsAnActivity() throws InterruptedException {
    // given
    String poll = World.json("{'activityArn':'%sactivity:work'}", World.PREFIX);
    BlockingQueue<Api.Answer> answers = new LinkedBlockingQueue<>();

    // when: one of them waits
    for (int n = 0; n < 2; n++) {
      Thread.ofVirtual().start(() -> answers.add(api.call(ADMIN, "GetActivityTask", poll)));
    }
    Api.Answer refused = answers.poll(30, TimeUnit.SECONDS);
    api.call(ADMIN, "StartExecution", World.json("{'stateMachineArn':'%s'}", world.get("waiting")));
    Api.Answer task = answers.poll(30, TimeUnit.SECONDS);

    // then
    assertThat(refused).isNotNull();
    assertThat(refused.error())
        .isEqualTo(
            "ActivityWorkerLimitExceeded: The maximum number of workers concurrently polling for activity tasks has been reached.");
    assertThat(task).isNotNull();
    assertThat(task.body().path("taskToken").asText()).isNotEmpty();
  }

  @Test
  @Order(6)
  void shouldCloseConnectionsOnWhichRequestsArriveByteByByte() throws Exception {
    // given
    String head = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Padding: ";

    // when
    long inTheHead = Wire.dribble(endpoint, head, 'x');
    long inTheBody = Wire.dribble(endpoint, head + "\r\nContent-Length: 1000\r\n\r\n{", ' ');

    // then
    assertThat(inTheHead).isBetween(ARRIVAL.toMillis(), 3 * ARRIVAL.toMillis());
    assertThat(inTheBody).isBetween(ARRIVAL.toMillis(), 3 * ARRIVAL.toMillis());
  }

  @Test
  @Order(6)
  void shouldCloseConnectionsOnWhichHeadsOfHttp2ArriveByteByByte() throws Exception {
    // when
    long atOnce = Wire.dribble(endpoint, Http2Wire.endlessHead(), 'x');
    long upgraded = Wire.dribble(endpoint, Http2Wire.endlessHeadAfterUpgrade(), 'x');
    boolean isOpen = Http2Wire.answersAfter(endpoint, 2 * ARRIVAL.toMillis());

    // then
    assertThat(atOnce).isBetween(ARRIVAL.toMillis(), 3 * ARRIVAL.toMillis());
    assertThat(upgraded).isBetween(ARRIVAL.toMillis(), 3 * ARRIVAL.toMillis());
    assertThat(isOpen).as("one that has asked and waits is left alone").isTrue();
  }

  @Test
  @Order(6)
  void shouldForgetExecutionsAfterTheirRetention() throws SQLException {
    // given
    String execution = World.PREFIX + "execution:failing:failed";
    String request = World.json("{'executionArn':'%s'}", execution);
    String gone = "ExecutionDoesNotExist: Execution Does Not Exist: '" + execution + "'";
    // It was redriven.
    await()
        .until(
            () ->
                !api.call(ADMIN, "DescribeExecution", request)
                    .body()
                    .path("status")
                    .asText()
                    .equals("RUNNING"));

    // when
    PostgresServer postgres = system.servers().postgres();
    try (Connection database =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        PreparedStatement aged =
            database.prepareStatement(
                "UPDATE execution SET stop_date = stop_date - ? WHERE execution_arn = ?")) {
      aged.setLong(1, Duration.ofDays(91).toMillis());
      aged.setString(2, execution);
      assertThat(aged.executeUpdate()).isEqualTo(1);
    }

    // then
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                api.call(
                        ADMIN,
                        "ListExecutions",
                        World.json("{'stateMachineArn':'%sstateMachine:failing'}", World.PREFIX))
                    .body()
                    .path("executions")
                    .isEmpty());
    for (String action : List.of("DescribeExecution", "GetExecutionHistory", "RedriveExecution")) {
      assertThat(api.call(ADMIN, action, request).error()).as(action).isEqualTo(gone);
    }
  }

  @Test
  @Order(6)
  void shouldServeTheAwsSdkForJavaScript() throws Exception {
    // given
    assumeThat(JavaScriptSdk.isInstalled()).as("npm ci in integration-tests/js").isTrue();

    // when
    JavaScriptSdk.Outcome outcome =
        JavaScriptSdk.run(endpoint, ADMIN.accessKeyId(), ADMIN.secretAccessKey(), World.ROLE);

    // then
    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output().lines().filter(line -> line.startsWith("ok ")).distinct())
        .as("actions")
        .hasSize(ACTIONS);
  }

  @Test
  @Order(6)
  void shouldSpeakHttp2() throws Exception {
    // when
    HttpResponse<String> answer = Wire.http2(endpoint, "ListStateMachines", "{}");

    // then
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("MissingAuthenticationTokenException");
  }

  @Test
  @Order(6)
  void shouldThrottle() {
    // given
    String request = World.json("{'executionArn':'%s'}", world.get("run"));

    // when / then
    assertThat(untilRefused(n -> api.call(ADMIN, "ListMapRuns", request), 200))
        .isEqualTo("ThrottlingException: Rate exceeded");
  }

  @Test
  @Order(7)
  void shouldHaveMadeEnoughRequests() {
    assertThat(COVERAGE.refused()).isGreaterThan(700);
  }

  @Test
  @Order(8)
  void shouldBeWhatTheReferenceSays() throws IOException {
    // given
    Path reference =
        Path.of(System.getProperty("passo.root", "..")).resolve("docs/reference/api.md");
    String text = Files.readString(reference);
    String begin = "<!-- made by ApiContractIT -->\n";
    String end = "<!-- end -->";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end, from);

    // when
    String seen = COVERAGE.markdown();
    if (Boolean.getBoolean("passo.docs.update")) {
      text = text.substring(0, from) + seen + text.substring(to);
      to = from + seen.length();
      Files.writeString(reference, text);
    }

    // then
    assertThat(text.substring(from, to))
        .as("with -Dpasso.docs.update=true this test writes %s", reference)
        .isEqualTo(seen);
  }

  private static String untilRefused(IntFunction<Api.Answer> request) {
    return untilRefused(request, MANY);
  }

  private static String untilRefused(IntFunction<Api.Answer> request, int most) {
    for (int n = 0; n < most; n++) {
      String error = request.apply(n).error();
      if (!error.isEmpty()) {
        return error;
      }
    }
    return "none of " + most + " was refused";
  }

  private static Api.Answer create(
      AwsCredentialsIdentity caller, String name, String definition, String role) {
    return api.call(
        caller,
        "CreateStateMachine",
        World.json(
            "{'name':'%s','definition':'%s','roleArn':'%s'}",
            name, World.escaped(definition), role));
  }

  private static Api.Answer published(AwsCredentialsIdentity caller, String machine, int n) {
    // A revision has one version: each needs a revision of its own.
    Supplier<Api.Answer> revised =
        () ->
            api.call(
                caller,
                "UpdateStateMachine",
                World.json(
                    "{'stateMachineArn':'%s','tracingConfiguration':{'enabled':%s}}",
                    machine, n % 2 == 0));
    assertThat(revised.get().error()).isEmpty();
    return api.call(
        caller, "PublishStateMachineVersion", World.json("{'stateMachineArn':'%s'}", machine));
  }

  private static Api.Answer aliased(AwsCredentialsIdentity caller, String machine, int n) {
    return api.call(
        caller,
        "CreateStateMachineAlias",
        World.json(
            "{'name':'alias-%d','routingConfiguration':[{'stateMachineVersionArn':'%s:1','weight':100}]}",
            n, machine));
  }
}
