package io.passo.asl.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Tasks that the role of their execution may not carry out. */
class TaskPermissionsTest {
  private final DefaultInterpreter interpreter =
      new DefaultInterpreter(
          (arn, attempt) -> "t",
          LanguageLimits.STRICT,
          (start, resource, parameters, role) -> Optional.of(mayNot(parameters)));

  private static StatesError mayNot(Json parameters) {
    return new StatesError("States.Permissions", "may not: " + parameters.text());
  }

  @Test
  void shouldFailARefusedAttemptWithoutACommand() {
    // when
    Decision decision = startedTask("arn:aws:states:::lambda:invoke", "E");

    // then
    assertThat(decision.effects()).noneMatch(Effect.ScheduleTask.class::isInstance);
    assertThat(decision.history())
        .extracting(HistoryEvent::type)
        .extracting(Object::toString)
        .containsExactly(
            "EXECUTION_STARTED",
            "TASK_STATE_ENTERED",
            "TASK_SCHEDULED",
            "TASK_START_FAILED",
            "TASK_STATE_EXITED",
            "PASS_STATE_ENTERED",
            "PASS_STATE_EXITED",
            "EXECUTION_SUCCEEDED");
    assertThat(decision.history().get(3).toString())
        .contains("States.Permissions", "may not: {\"FunctionName\":\"f\"}");
  }

  @Test
  void shouldCallItScheduleFailedOfAFunction() {
    // when
    Decision decision = startedTask("arn:aws:lambda:us-east-1:000000000000:function:f", "E");

    // then
    assertThat(decision.history())
        .extracting(HistoryEvent::type)
        .extracting(Object::toString)
        .contains("LAMBDA_FUNCTION_SCHEDULE_FAILED");
  }

  @Test
  void shouldBoundALoopOfRefusals() {
    // when
    Decision decision = startedTask("arn:aws:states:::lambda:invoke", "S");

    // then
    assertThat(decision.next().pendingTimers()).isNotEmpty();
    assertThat(decision.history()).hasSizeLessThan(5_000);
  }

  @Test
  void shouldFailADistributedMapWhoseChildrenMayNotBeStarted() {
    // given
    String definition =
        """
        {'StartAt':'M','States':{
          'M':{'Type':'Map','End':true,'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},
            'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}}}}
        """;

    // when
    Decision decision = started(definition, "[1]");

    // then
    assertThat(decision.history())
        .extracting(HistoryEvent::type)
        .extracting(Object::toString)
        .containsExactly(
            "EXECUTION_STARTED", "MAP_STATE_ENTERED", "MAP_STATE_FAILED", "EXECUTION_FAILED");
    assertThat(decision.history().getLast().toString())
        .contains(
            "States.Permissions",
            "may not: {\"StateMachineArn\":\"" + Scenario.start("[1]").stateMachineArn() + "\"}");
  }

  @Test
  void shouldFailAMapRunThatMayNotReadItsItems() {
    // given
    DefaultInterpreter cautious = refusing("s3:listObjectsV2");

    // when
    Decision decision = started(cautious, distributed("'Type':'Map'," + LISTING), "{}");

    // then
    assertThat(decision.effects()).noneMatch(Effect.ScheduleTask.class::isInstance);
    assertThat(types(decision))
        .containsExactly(
            "EXECUTION_STARTED",
            "MAP_STATE_ENTERED",
            "MAP_STATE_STARTED",
            "MAP_RUN_STARTED",
            "MAP_RUN_FAILED",
            "MAP_STATE_FAILED",
            "EXECUTION_FAILED");
    assertThat(decision.history().getLast().toString())
        .contains("States.ItemReaderFailed", "may not: {\"Bucket\":\"from\",\"Prefix\":\"p/\"}");
  }

  @Test
  void shouldAskForTheObjectsOfAListingToo() {
    // when
    Decision decision =
        started(refusing("s3:getObject"), distributed("'Type':'Map'," + LISTING), "{}");

    // then
    assertThat(decision.history().getLast().toString())
        .contains("States.ItemReaderFailed", "may not: {\"Bucket\":\"from\",\"Key\":\"p/*\"}");
  }

  @Test
  void shouldFailAMapRunThatMayNotWriteItsResultsBeforeItReads() {
    // when
    Decision decision =
        started(
            refusing("s3:putObject"), distributed("'Type':'Map'," + LISTING + "," + WRITER), "{}");

    // then
    assertThat(decision.effects()).noneMatch(Effect.ScheduleTask.class::isInstance);
    assertThat(decision.history().getLast().toString())
        .contains("States.ResultWriterFailed", "may not: {\"Bucket\":\"to\",\"Key\":\"out/*\"}");
  }

  @Test
  void shouldEndAMapRunWhoseRoleMayReadNoMorePages() {
    // given
    AtomicBoolean revoked = new AtomicBoolean();
    DefaultInterpreter asked =
        new DefaultInterpreter(
            (arn, attempt) -> "t",
            LanguageLimits.STRICT,
            (start, resource, parameters, role) ->
                revoked.get() && resource.arn().endsWith("s3:listObjectsV2")
                    ? Optional.of(new StatesError("States.Permissions", "no more"))
                    : Optional.empty());
    Decision begun = started(asked, distributed("'Type':'Map'," + LISTING), "{}");
    long attempt = firstAttempt(begun);

    // when
    revoked.set(true);
    Decision decision =
        asked.decide(
            begun.next(),
            new Event.TaskSucceeded(
                Scenario.START,
                2,
                attempt,
                Scenario.json("{'Pages':[{'Source':'s','Items':[1,2]}],'Next':{'Skip':2}}"),
                null));

    // then
    assertThat(decision.effects()).noneMatch(Effect.ScheduleTask.class::isInstance);
    assertThat(decision.effects().stream().filter(Effect.StartChild.class::isInstance).count())
        .isEqualTo(decision.effects().stream().filter(Effect.StopChild.class::isInstance).count());
    assertThat(decision.history().getLast().toString())
        .contains("States.ItemReaderFailed", "no more");
  }

  @Test
  void shouldAskForTheFilesThatAManifestNames() {
    // given
    DefaultInterpreter asked =
        new DefaultInterpreter(
            (arn, attempt) -> "t",
            LanguageLimits.STRICT,
            (start, resource, parameters, role) ->
                parameters.text().contains("hidden")
                    ? Optional.of(mayNot(parameters))
                    : Optional.empty());
    Decision begun = started(asked, distributed("'Type':'Map'," + MANIFEST), "{}");

    // when
    Decision decision =
        asked.decide(
            begun.next(),
            new Event.TaskSucceeded(
                Scenario.START,
                2,
                firstAttempt(begun),
                Scenario.json(
                    "{'Pages':[],'Next':{'Skip':0,'Files':[{'Bucket':'b','Key':'k'},"
                        + "{'Bucket':'hidden','Key':'k'}]}}"),
                null));

    // then
    assertThat(decision.effects()).noneMatch(Effect.ScheduleTask.class::isInstance);
    assertThat(decision.history().getLast().toString())
        .contains("States.ItemReaderFailed", "may not: {\"Bucket\":\"hidden\",\"Key\":\"k\"}");
  }

  private static long firstAttempt(Decision decision) {
    return decision.effects().stream()
        .filter(Effect.ScheduleTask.class::isInstance)
        .map(Effect.ScheduleTask.class::cast)
        .findFirst()
        .orElseThrow()
        .attempt();
  }

  private static final String MANIFEST =
      "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','Parameters':{'Bucket':'b','Key':'m.csv'},"
          + "'ReaderConfig':{'InputType':'JSONL','ManifestType':'ATHENA_DATA'}}";
  private static final String LISTING =
      "'ItemReader':{'Resource':'arn:aws:states:::s3:listObjectsV2','Parameters':{'Bucket':'from','Prefix':'p/'},"
          + "'ReaderConfig':{'InputType':'JSONL','Transformation':'LOAD_AND_FLATTEN'}}";
  private static final String WRITER =
      "'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','Parameters':{'Bucket':'to','Prefix':'out'}}";

  private static String distributed(String fields) {
    return "{'StartAt':'M','States':{'M':{'End':true,"
        + fields
        + ",'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
        + "'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}}}}";
  }

  private static DefaultInterpreter refusing(String resource) {
    return new DefaultInterpreter(
        (arn, attempt) -> "t",
        LanguageLimits.STRICT,
        (start, wanted, parameters, role) ->
            wanted.arn().endsWith(resource) ? Optional.of(mayNot(parameters)) : Optional.empty());
  }

  private static List<String> types(Decision decision) {
    return decision.history().stream().map(event -> event.type().toString()).toList();
  }

  private Decision startedTask(String resource, String caught) {
    return started(
        """
        {'StartAt':'S','States':{
          'S':{'Type':'Task','Resource':'%s','Parameters':{'FunctionName':'f'},
            'Catch':[{'ErrorEquals':['States.Permissions'],'Next':'%s'}],'End':true},
          'E':{'Type':'Pass','End':true}}}
        """
            .formatted(resource, caught),
        "{}");
  }

  private Decision started(String definition, String input) {
    return started(interpreter, definition, input);
  }

  private static Decision started(DefaultInterpreter interpreter, String definition, String input) {
    StateMachine machine =
        DefinitionParser.parse(Scenario.quoted(definition)).stateMachine().orElseThrow();
    return interpreter.decide(
        ExecutionState.absent(machine),
        new Event.ExecutionStarted(Scenario.START, 1, Scenario.start(input)));
  }
}
