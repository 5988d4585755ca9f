package io.passo.coordinator.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import io.passo.asl.parse.DefinitionParser;
import io.passo.coordinator.security.directory.Change;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import io.passo.coordinator.security.directory.MemoryDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the role of an execution must allow before a Task calls something. */
class ExecutionRolesTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final String ACCOUNT = "000000000000";
  private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:orders";
  private static final String SERVICE = "'Service':'states.amazonaws.com'";

  private final MemoryDirectory directory = new MemoryDirectory();
  private final ExecutionRoles roles =
      new ExecutionRoles(
          new AccessControl(directory, () -> NOW), () -> directory.fresh().await().indefinitely());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          arn:aws:lambda:us-east-1:000000000000:function:f | {} | lambda:InvokeFunction | arn:aws:lambda:us-east-1:000000000000:function:f
          arn:aws:states:::lambda:invoke | {'FunctionName':'f'} | lambda:InvokeFunction | arn:aws:lambda:us-east-1:000000000000:function:f
          arn:aws:states:::lambda:invoke | {'FunctionName':'f','Qualifier':'live'} | lambda:InvokeFunction | arn:aws:lambda:us-east-1:000000000000:function:f:live
          arn:aws:states:::sqs:sendMessage | {'QueueUrl':'http://localhost/000000000000/q'} | sqs:SendMessage | arn:aws:sqs:us-east-1:000000000000:q
          arn:aws:states:::sns:publish | {'TopicArn':'arn:aws:sns:us-east-1:000000000000:t'} | sns:Publish | arn:aws:sns:us-east-1:000000000000:t
          arn:aws:states:::dynamodb:getItem | {'TableName':'t'} | dynamodb:GetItem | arn:aws:dynamodb:us-east-1:000000000000:table/t
          arn:aws:states:::events:putEvents | {'Entries':[{'EventBusName':'b'}]} | events:PutEvents | arn:aws:events:us-east-1:000000000000:event-bus/b
          arn:aws:states:::glue:startJobRun | {'JobName':'j'} | glue:StartJobRun | arn:aws:glue:us-east-1:000000000000:job/j
          arn:aws:states:::states:startExecution | {'StateMachineArn':'arn:aws:states:us-east-1:000000000000:stateMachine:inner:live'} | states:StartExecution | arn:aws:states:us-east-1:000000000000:stateMachine:inner
          arn:aws:states:::aws-sdk:sfn:startExecution | {'StateMachineArn':'arn:aws:states:us-east-1:000000000000:stateMachine:inner'} | states:StartExecution | arn:aws:states:us-east-1:000000000000:stateMachine:inner
          arn:aws:states:::aws-sdk:s3:getObject | {'Bucket':'b','Key':'k'} | s3:GetObject | arn:aws:s3:::b/k
          arn:aws:states:::aws-sdk:s3:getObject | {'Bucket':'b','Key':'k','VersionId':'1'} | s3:GetObjectVersion | arn:aws:s3:::b/k
          arn:aws:states:::aws-sdk:s3:headObject | {'Bucket':'b','Key':'k'} | s3:GetObject | arn:aws:s3:::b/k
          arn:aws:states:::aws-sdk:s3:listObjectsV2 | {'Bucket':'b','Prefix':'p/'} | s3:ListBucket | arn:aws:s3:::b
          arn:aws:states:::kafka:produce | {'Topic':'t'} | kafka-cluster:WriteData | arn:aws:kafka:us-east-1:000000000000:topic/t
          arn:aws:states:::http:invoke | {'ApiEndpoint':'https://x.org/a','Method':'GET'} | states:InvokeHTTPEndpoint | arn:aws:states:us-east-1:000000000000:stateMachine:orders
          """)
  void shouldAskForTheActionOnItsResource(
      String resource, String parameters, String action, String arn) {
    // given
    TaskResource task = task(resource);
    role("exact", SERVICE, allow(action, arn));
    role("another", SERVICE, allow(action, arn + "x"));
    role("other-action", SERVICE, allow("states:StopExecution", "*"));

    // when / then
    assertThat(ask("exact", task, parameters)).isEmpty();
    assertThat(ask("another", task, parameters))
        .map(StatesError::cause)
        .contains(
            "User: arn:aws:sts::000000000000:assumed-role/another/run is not authorized to perform: "
                + action
                + " on resource: "
                + arn
                + " because no identity-based policy allows the "
                + action
                + " action");
    assertThat(ask("other-action", task, parameters)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          arn:aws:states:::glue:startJobRun.sync | {'JobName':'j'} | glue:StartJobRun,glue:GetJobRun,glue:BatchStopJobRun | arn:aws:glue:us-east-1:000000000000:job/j | arn:aws:glue:us-east-1:000000000000:job/j
          arn:aws:states:::states:startExecution.sync:2 | {'StateMachineArn':'arn:aws:states:us-east-1:000000000000:stateMachine:inner'} | states:StartExecution,states:DescribeExecution,states:StopExecution | arn:aws:states:us-east-1:000000000000:stateMachine:inner | arn:aws:states:us-east-1:000000000000:execution:inner:*
          """)
  void shouldAskWhetherAJobMayBeFollowedBeforeItStartsAndStoppedWhenItIs(
      String resource, String parameters, String actions, String started, String job) {
    // given
    String[] names = actions.split(",", -1);
    String start = statement(names[0], started);
    String follow = statement(names[1], job);
    String stop = statement(names[2], job);
    role("all", SERVICE, statements(start, follow, stop));
    role("cannot-follow", SERVICE, statements(start, stop));
    role("cannot-stop", SERVICE, statements(start, follow));

    // when / then
    assertThat(ask("all", task(resource), parameters)).isEmpty();
    assertThat(ask("cannot-follow", task(resource), parameters))
        .get()
        .asString()
        .contains("is not authorized to perform: " + names[1] + " on resource: " + job);
    assertThat(ask("cannot-stop", task(resource), parameters)).isEmpty();
    assertThat(mayStop("all", task(resource), parameters)).isTrue();
    assertThat(mayStop("cannot-stop", task(resource), parameters)).isFalse();
  }

  private static String statement(String action, String resource) {
    return "{'Effect':'Allow','Action':'%s','Resource':'%s'}".formatted(action, resource);
  }

  private static String statements(String... all) {
    return "{'Version':'2012-10-17','Statement':[" + String.join(",", all) + "]}";
  }

  @Test
  void shouldAskEveryBusOfSeveralEvents() {
    // given
    role(
        "one",
        SERVICE,
        allow("events:PutEvents", "arn:aws:events:us-east-1:000000000000:event-bus/a"));
    TaskResource task = task("arn:aws:states:::events:putEvents");

    // when / then
    assertThat(ask("one", task, "{'Entries':[{'EventBusName':'a'}]}")).isEmpty();
    assertThat(ask("one", task, "{'Entries':[{'EventBusName':'a'},{}]}")).isPresent();
  }

  @Test
  void shouldKnowEndpointAndMethodOfHttpTasks() {
    // given
    String policy =
        "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'states:InvokeHTTPEndpoint','Resource':'*',"
            + "'Condition':{'StringLike':{'states:HTTPEndpoint':'https://x.org/*'},'StringEquals':{'states:HTTPMethod':'GET'}}}}";
    role("web", SERVICE, policy);
    TaskResource task = task("arn:aws:states:::http:invoke");

    // when / then
    assertThat(ask("web", task, "{'ApiEndpoint':'https://x.org/a','Method':'GET'}")).isEmpty();
    assertThat(ask("web", task, "{'ApiEndpoint':'https://x.org/a','Method':'POST'}")).isPresent();
    assertThat(ask("web", task, "{'ApiEndpoint':'https://y.org/a','Method':'GET'}")).isPresent();
  }

  @Test
  void shouldRefuseRolesThatAreNotThereNotTrustedOrOfAnotherAccount() {
    // given
    TaskResource task = task("arn:aws:states:::lambda:invoke");
    role("other-service", "'Service':'lambda.amazonaws.com'", allow("*", "*"));

    // when / then
    assertThat(ask("none", task, "{}"))
        .get()
        .extracting(StatesError::cause)
        .asString()
        .startsWith("Neither the global service principal");
    assertThat(ask("other-service", task, "{}")).isPresent();
    assertThat(roles.refusal(start("arn:aws:iam::111111111111:role/r"), task, json("{}"), null))
        .isPresent();
  }

  @Test
  void shouldNotAskForActivities() {
    assertThat(ask("none", task("arn:aws:states:us-east-1:000000000000:activity:work"), "{}"))
        .isEmpty();
  }

  @Test
  void shouldAskTheRoleThatATaskTakes() {
    // given
    String target = "arn:aws:iam::111111111111:role/target";
    role("own", SERVICE, allow("sts:AssumeRole", target));
    role("idle", SERVICE, allow("states:StopExecution", "*"));
    put(
        "111111111111",
        "target",
        "'AWS':'arn:aws:iam::000000000000:role/own'",
        allow("lambda:InvokeFunction", "*"));
    TaskResource task = task("arn:aws:states:::lambda:invoke");
    Json parameters = json("{'FunctionName':'f'}");

    // when / then
    assertThat(roles.refusal(start(arn("own")), task, parameters, target)).isEmpty();
    assertThat(roles.refusal(start(arn("idle")), task, parameters, target))
        .contains(
            new StatesError(
                "States.TaskFailed",
                "The role %s is not authorized to assume the task state's role, %s."
                    .formatted(arn("idle"), target)));
    assertThat(
            roles.refusal(
                start(arn("own")), task("arn:aws:states:::sqs:sendMessage"), parameters, target))
        .get()
        .asString()
        .contains("assumed-role/target/run is not authorized to perform: sqs:SendMessage");
  }

  @Test
  void shouldSeeWhatAnotherCoordinatorHasJustAllowed() {
    // given
    TaskResource task = task("arn:aws:states:::lambda:invoke");
    role("late", SERVICE);
    assertThat(ask("late", task, "{}")).isPresent();

    // when
    role("late", SERVICE, allow("lambda:InvokeFunction", "*"));

    // then
    assertThat(ask("late", task, "{}")).isEmpty();
  }

  private boolean mayStop(String role, TaskResource resource, String parameters) {
    return roles.mayStop(start(arn(role)), resource, json(parameters), null);
  }

  private Optional<StatesError> ask(String role, TaskResource resource, String parameters) {
    return roles.refusal(start(arn(role)), resource, json(parameters), null);
  }

  private static String arn(String role) {
    return "arn:aws:iam::" + ACCOUNT + ":role/" + role;
  }

  private void role(String name, String trusted, String... policies) {
    put(ACCOUNT, name, trusted, policies);
  }

  private void put(String account, String name, String trusted, String... policies) {
    Identity role =
        Identity.of(Kind.ROLE, account, "/", name, "AROA" + name, NOW)
            .withRole(
                "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':{%s},'Action':'sts:AssumeRole'}}"
                    .formatted(trusted)
                    .replace('\'', '"'),
                null,
                null);
    for (int n = 0; n < policies.length; n++) {
      role = role.withInline("p" + n, policies[n].replace('\'', '"'));
    }
    directory.write(List.of(Change.put(role)));
  }

  private static String allow(String action, String resource) {
    return "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'%s','Resource':'%s'}}"
        .formatted(action, resource);
  }

  private static Json json(String text) {
    return Json.of(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static TaskResource task(String resource) {
    String definition =
        "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\"%s\",\"End\":true}}}"
            .formatted(resource);
    StateMachine machine = DefinitionParser.parse(definition).stateMachine().orElseThrow();
    State state = machine.states().get("A");
    return ((TaskState) state).resource();
  }

  private static ExecutionStart start(String roleArn) {
    return new ExecutionStart(
        "arn:aws:states:us-east-1:000000000000:execution:orders:run",
        "run",
        MACHINE,
        "orders",
        roleArn,
        "",
        Json.EMPTY_OBJECT,
        NOW,
        null,
        null,
        null);
  }
}
