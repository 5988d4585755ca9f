package io.passo.coordinator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import io.passo.coordinator.api.access.ApiAccess;
import io.passo.coordinator.api.activity.ActivityPolls;
import io.passo.coordinator.api.activity.CreateActivity;
import io.passo.coordinator.api.activity.DeleteActivity;
import io.passo.coordinator.api.activity.DescribeActivity;
import io.passo.coordinator.api.activity.GetActivityTask;
import io.passo.coordinator.api.activity.ListActivities;
import io.passo.coordinator.api.activity.SendTaskFailure;
import io.passo.coordinator.api.activity.SendTaskHeartbeat;
import io.passo.coordinator.api.activity.SendTaskSuccess;
import io.passo.coordinator.api.activity.TaskCalls;
import io.passo.coordinator.api.alias.CreateStateMachineAlias;
import io.passo.coordinator.api.alias.DeleteStateMachineAlias;
import io.passo.coordinator.api.alias.DescribeStateMachineAlias;
import io.passo.coordinator.api.alias.ListStateMachineAliases;
import io.passo.coordinator.api.alias.UpdateStateMachineAlias;
import io.passo.coordinator.api.audit.AuditLog;
import io.passo.coordinator.api.execution.AcceptedStarts;
import io.passo.coordinator.api.execution.DescribeExecution;
import io.passo.coordinator.api.execution.DescribeStateMachineForExecution;
import io.passo.coordinator.api.execution.GetExecutionHistory;
import io.passo.coordinator.api.execution.HistoryPages;
import io.passo.coordinator.api.execution.ListExecutions;
import io.passo.coordinator.api.execution.ListMapRuns;
import io.passo.coordinator.api.execution.OpenExecutions;
import io.passo.coordinator.api.execution.OwnExecutions;
import io.passo.coordinator.api.execution.Redrivability;
import io.passo.coordinator.api.execution.RedriveExecution;
import io.passo.coordinator.api.execution.StartAdmission;
import io.passo.coordinator.api.execution.StartExecution;
import io.passo.coordinator.api.execution.StartSyncExecution;
import io.passo.coordinator.api.execution.StopExecution;
import io.passo.coordinator.api.limits.RateLimits;
import io.passo.coordinator.api.limits.ThrottleConfig;
import io.passo.coordinator.api.maprun.DescribeMapRun;
import io.passo.coordinator.api.maprun.LostChildren;
import io.passo.coordinator.api.maprun.OwnMapRuns;
import io.passo.coordinator.api.maprun.PendingRedrives;
import io.passo.coordinator.api.maprun.RedriveRules;
import io.passo.coordinator.api.maprun.UpdateMapRun;
import io.passo.coordinator.api.query.QueryDispatcher;
import io.passo.coordinator.api.statemachine.CheckedDefinitions;
import io.passo.coordinator.api.statemachine.CreateStateMachine;
import io.passo.coordinator.api.statemachine.DeleteStateMachine;
import io.passo.coordinator.api.statemachine.DescribeStateMachine;
import io.passo.coordinator.api.statemachine.ListStateMachines;
import io.passo.coordinator.api.statemachine.Reaper;
import io.passo.coordinator.api.statemachine.StoredDefinitions;
import io.passo.coordinator.api.statemachine.UpdateStateMachine;
import io.passo.coordinator.api.statemachine.ValidateStateMachineDefinition;
import io.passo.coordinator.api.tag.ListTagsForResource;
import io.passo.coordinator.api.tag.TagResource;
import io.passo.coordinator.api.tag.UntagResource;
import io.passo.coordinator.api.test.TestState;
import io.passo.coordinator.api.version.DeleteStateMachineVersion;
import io.passo.coordinator.api.version.ListStateMachineVersions;
import io.passo.coordinator.api.version.PublishStateMachineVersion;
import io.passo.coordinator.definition.CachedActivities;
import io.passo.coordinator.definition.CurrentActivities;
import io.passo.coordinator.definition.CurrentStateMachines;
import io.passo.coordinator.definition.References;
import io.passo.coordinator.engine.LargePayloads;
import io.passo.coordinator.engine.express.MemoryExpress;
import io.passo.coordinator.engine.express.MemoryExpressLog;
import io.passo.coordinator.logging.ExecutionLogs;
import io.passo.coordinator.security.CallerIdentity;
import io.passo.coordinator.security.Names;
import io.passo.coordinator.security.SessionTokens;
import io.passo.coordinator.security.access.AccessControl;
import io.passo.coordinator.security.directory.MemoryDirectory;
import io.passo.coordinator.security.directory.SecretBox;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.token.TaskTokenCodec;
import io.passo.protocol.token.TaskTokenMinter;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Every operation over in-memory twins, called as the route calls it. */
final class Service {
  static final String ACCOUNT = "000000000000";
  static final String PREFIX = "arn:aws:states:us-east-1:" + ACCOUNT + ":";
  static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/demo";
  static final String PASS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MacKey KEY = MacKey.ofSecret("a secret of some length");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final AdjustableClock clock = new AdjustableClock();
  final MemoryTags tags = new MemoryTags();
  final MemoryStateMachines machines = new MemoryStateMachines(tags);
  final MemoryEngine engine = new MemoryEngine(clock);
  final MemoryMapRuns mapRuns = new MemoryMapRuns(engine);
  final MemorySteps steps = new MemorySteps();
  final MemoryExpressLog expressLog = new MemoryExpressLog();
  final ExecutionLogs logs = new ExecutionLogs();
  final MemoryExpress express = new MemoryExpress(this::definition, clock, 2);
  final StartAdmission admission = new StartAdmission(0, 1, () -> 0, () -> {});
  final ActivityPolls polls;
  final Reaper reaper;
  final Dispatcher dispatcher;
  final Names names = new Names();
  final SessionTokens sessions =
      new SessionTokens(new SecretBox("a secret of some length", "session tokens"), names);
  final MemoryDirectory directory = new MemoryDirectory();
  final AuditLog audit = TestSettings.audit(clock);
  final QueryDispatcher queries;

  private String account = ACCOUNT;
  private String region = "us-east-1";

  Service() {
    this(new TestQuotas(100, 100, 3, 3, 1000));
  }

  Service(Quotas quotas) {
    this(quotas, TestSettings.throttle(""));
  }

  Service(Quotas quotas, ThrottleConfig throttle) {
    RateLimits limits =
        new RateLimits(
            throttle,
            new MemoryTokenLeases(clock),
            () -> clock.instant().toEpochMilli() * 1_000_000);
    MemoryActivities activities = new MemoryActivities(tags);
    CurrentActivities currentActivities = new CurrentActivities(activities);
    References references = new References(machines, machines.versions, machines.aliases);
    CurrentStateMachines current = new CurrentStateMachines(references);
    CheckedDefinitions checked = new CheckedDefinitions();
    StoredDefinitions stored = new StoredDefinitions(machines);
    EngineCalls calls = new EngineCalls(engine, clock);
    AcceptedStarts accepted = new AcceptedStarts();
    OwnExecutions executions =
        new OwnExecutions(engine.live(), engine, accepted, engine::journalEnd);
    RedriveRules redriveRules = new RedriveRules(current, clock, Duration.ofDays(90));
    Redrivability redrivability = new Redrivability(redriveRules, engine);
    OpenExecutions open = new OpenExecutions(engine, quotas, clock);
    PageTokens tokens = new PageTokens(KEY, clock);
    OwnMapRuns ownMapRuns = new OwnMapRuns(mapRuns);
    CreationOrder order = new CreationOrder(tokens);
    TaskCalls tasks = new TaskCalls(new TaskTokenCodec(KEY), calls);
    polls = new ActivityPolls(engine, calls, quotas, clock);
    reaper = new Reaper(machines, current, engine, calls, clock);
    AccessControl control = new AccessControl(directory, clock);
    ApiAccess access = new ApiAccess(control, tags);
    queries =
        new QueryDispatcher(
            directory, control, access, sessions, names, audit, TestSettings.passo(), clock);
    dispatcher =
        new Dispatcher(
            List.of(
                new CreateStateMachine(machines, checked, quotas, clock),
                new UpdateStateMachine(machines, references, current, checked, quotas, clock),
                new DescribeStateMachine(references, stored),
                new ListStateMachines(machines, order),
                new DeleteStateMachine(machines, current, clock),
                new ValidateStateMachineDefinition(checked),
                new PublishStateMachineVersion(machines.versions, quotas, clock),
                new ListStateMachineVersions(machines.versions, tokens),
                new DeleteStateMachineVersion(machines.versions, current),
                new CreateStateMachineAlias(machines.aliases, current, quotas, clock),
                new UpdateStateMachineAlias(machines.aliases, current, quotas, clock),
                new DescribeStateMachineAlias(machines.aliases),
                new ListStateMachineAliases(machines.aliases, references, tokens),
                new DeleteStateMachineAlias(machines.aliases, current),
                new TestState(steps, TaskPermissions.ALL, clock),
                new TagResource(tags),
                new UntagResource(tags),
                new ListTagsForResource(tags),
                new StartExecution(
                    current, calls, accepted, expressLog, admission, open, limits, clock),
                new StartSyncExecution(current, express.runs, logs, admission, clock),
                new StopExecution(calls, executions, clock, Duration.ofDays(90)),
                new DescribeExecution(
                    executions,
                    redrivability,
                    new PendingRedrives(mapRuns),
                    new WholePayloads(LargePayloads.OFF)),
                new RedriveExecution(calls, executions, redrivability, engine, open),
                new DescribeStateMachineForExecution(executions, machines, stored),
                new ListExecutions(references, ownMapRuns, engine, tokens),
                new ListMapRuns(executions, mapRuns, tokens),
                new DescribeMapRun(ownMapRuns, new LostChildren(mapRuns, redriveRules)),
                new UpdateMapRun(ownMapRuns, calls),
                new GetExecutionHistory(executions, new HistoryPages(engine), tokens),
                new CreateActivity(activities, quotas, clock),
                new DescribeActivity(activities),
                new ListActivities(activities, order),
                new DeleteActivity(activities, currentActivities, new CachedActivities(activities)),
                new GetActivityTask(currentActivities, polls, new WholePayloads(LargePayloads.OFF)),
                new SendTaskSuccess(tasks),
                new SendTaskFailure(tasks),
                new SendTaskHeartbeat(tasks)),
            access,
            limits);
  }

  private StateMachine definition(String hash) {
    String text = machines.findText(hash).await().atMost(PATIENCE).orElseThrow();
    return DefinitionParser.parse(text).stateMachine().orElseThrow();
  }

  /** Further calls come from this account. */
  Service as(String caller) {
    this.account = caller;
    return this;
  }

  /** Further calls are for this region. */
  Service in(String of) {
    this.region = of;
    return this;
  }

  /** Calls an action and waits for the answer. */
  Result call(String action, String request) {
    return start(action, request).await().atMost(PATIENCE);
  }

  /** Calls an action whose answer may take a while. */
  Uni<Result> start(String action, String request) {
    Call call = new Call(new CallerIdentity(account, region), "request-1", null);
    return dispatcher
        .dispatch("AWSStepFunctions." + action, request.getBytes(StandardCharsets.UTF_8), call)
        .map(Result::of);
  }

  /** Creates a state machine and gives its ARN. */
  String machine(String name) {
    return call(
            "CreateStateMachine",
            json("{'name':'%s','roleArn':'%s','definition':'%s'}", name, ROLE, escaped(PASS)))
        .text("stateMachineArn");
  }

  /** Changes the definition of a state machine, so that it has another revision. */
  Result revise(String machineArn, String definition) {
    return call(
        "UpdateStateMachine",
        json("{'stateMachineArn':'%s','definition':'%s'}", machineArn, escaped(definition)));
  }

  /** Publishes the current revision of a state machine and gives the version's ARN. */
  String publish(String machineArn) {
    return call("PublishStateMachineVersion", json("{'stateMachineArn':'%s'}", machineArn))
        .text("stateMachineVersionArn");
  }

  /** Creates an alias that routes everything to a version and gives the alias's ARN. */
  String alias(String name, String versionArn) {
    return call(
            "CreateStateMachineAlias",
            json(
                "{'name':'%s','routingConfiguration':[{'stateMachineVersionArn':'%s','weight':100}]}",
                name, versionArn))
        .text("stateMachineAliasArn");
  }

  /** Creates an Express state machine and gives its ARN. */
  String express(String name, String definition) {
    return call(
            "CreateStateMachine",
            json(
                "{'name':'%s','type':'EXPRESS','roleArn':'%s','definition':'%s'}",
                name, ROLE, escaped(definition)))
        .text("stateMachineArn");
  }

  /** Starts an execution and gives its ARN. */
  String execution(String machineArn, String name) {
    return call("StartExecution", json("{'stateMachineArn':'%s','name':'%s'}", machineArn, name))
        .text("executionArn");
  }

  /** Creates an activity and gives its ARN. */
  String activity(String name) {
    return call("CreateActivity", json("{'name':'%s'}", name)).text("activityArn");
  }

  /** A token of that attempt, as the engine mints it. */
  static String token(String executionArn, long attempt) {
    return new TaskTokenMinter(new TaskTokenCodec(KEY), MemoryEngine.PARTITIONS)
        .mint(executionArn, attempt);
  }

  /** JSON with single quotes, formatted. */
  static String json(String template, Object... values) {
    return template.replace('\'', '"').formatted(values);
  }

  /** Text to stand inside a JSON string. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /** Status and body of an answer. */
  record Result(int status, JsonNode body) {
    static Result of(Answer answer) {
      try {
        return new Result(answer.status(), JSON.readTree(answer.body().getBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String text(String member) {
      JsonNode value = body.get(member);
      if (value == null) {
        throw new AssertionError("Expected '" + member + "' in " + body);
      }
      return value.asText();
    }

    /** {@code <type>: <message>} of an error, "OK" of a success. */
    String error() {
      return status == 200 ? "OK" : text("__type") + ": " + text("message");
    }
  }

  /** A clock that tests move. */
  static final class AdjustableClock implements InstantSource {
    private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

    @Override
    public synchronized Instant instant() {
      return now;
    }

    synchronized void advance(Duration duration) {
      now = now.plus(duration);
    }
  }

  /** Quotas of a test. */
  record TestQuotas(
      long stateMachines,
      long activities,
      long versions,
      long aliases,
      int pollersPerActivity,
      long openExecutions)
      implements Quotas {
    TestQuotas(
        long stateMachines, long activities, long versions, long aliases, int pollersPerActivity) {
      this(stateMachines, activities, versions, aliases, pollersPerActivity, 1_000_000);
    }

    @Override
    public long openMapRuns() {
      return 1_000;
    }
  }
}
