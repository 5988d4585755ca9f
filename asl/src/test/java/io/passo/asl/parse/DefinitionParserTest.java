package io.passo.asl.parse;

import static io.passo.asl.parse.Definitions.json;
import static io.passo.asl.parse.Definitions.machine;
import static io.passo.asl.parse.Definitions.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.model.Catcher;
import io.passo.asl.model.ChoiceRule;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.DataFlow.JsonPathFlow;
import io.passo.asl.model.DataFlow.JsonataFlow;
import io.passo.asl.model.FailState;
import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.ItemProcessor;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.PassState;
import io.passo.asl.model.Pointer;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.ResultPath;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.Retrier.JitterStrategy;
import io.passo.asl.model.Selection;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskState;
import io.passo.asl.model.TextSource;
import io.passo.asl.model.Transition;
import io.passo.asl.model.WaitState;
import io.passo.asl.model.WaitState.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionParserTest {
  @Test
  void shouldReadTheMachine() {
    // given
    String definition =
        json(
            """
            {"Comment": "c", "Version": "1.0", "TimeoutSeconds": 60, "QueryLanguage": "JSONPath",
             "StartAt": "B", "States": {"B": {"Type": "Pass", "Next": "A"}, "A": {"Type": "Succeed"}}}
            """);

    // when
    StateMachine machine = parsed(definition);

    // then
    assertThat(machine.comment()).contains("c");
    assertThat(machine.version()).contains("1.0");
    assertThat(machine.timeout()).contains(Duration.ofSeconds(60));
    assertThat(machine.queryLanguage()).isEqualTo(QueryLanguage.JSONPATH);
    assertThat(machine.startAt()).isEqualTo("B");
    assertThat(machine.states().sequencedKeySet()).containsExactly("B", "A");
    assertThat(machine.state("A").pointer()).isEqualTo(new Pointer("/States/A"));
  }

  @Test
  void shouldGiveDefaultsToAPassState() {
    // when
    PassState pass = (PassState) parsedState("'Type':'Pass','End':true");

    // then
    assertThat(pass.flow())
        .isEqualTo(
            new JsonPathFlow(
                new Selection.Whole(),
                null,
                null,
                new ResultPath.ReplaceInput(),
                new Selection.Whole()));
    assertThat(pass.transition()).isEqualTo(new Transition.End());
    assertThat(pass.result()).isNull();
  }

  @Test
  void shouldReadTheDataFlow() {
    // when
    PassState pass =
        (PassState)
            parsedState(
                "'Type':'Pass','Next':'A','InputPath':'$.a','Parameters':{'x.$':'$.b'},'Result':null,"
                    + "'ResultPath':'$.r[0].s','OutputPath':null");

    // then
    JsonPathFlow flow = (JsonPathFlow) pass.flow();
    assertThat(((Selection.At) flow.inputPath()).path().text()).isEqualTo("$.a");
    assertThat(flow.parameters()).isNotNull();
    assertThat(((ResultPath.InsertAt) flow.resultPath()).path().text()).isEqualTo("$.r[0].s");
    assertThat(flow.outputPath()).isEqualTo(new Selection.Nothing());
    assertThat(pass.result()).isEqualTo(Json.NULL);
  }

  @Test
  void shouldTellADiscardedResultFromAReplacedInput() {
    // when
    PassState discarded = (PassState) parsedState("'Type':'Pass','End':true,'ResultPath':null");
    PassState replaced = (PassState) parsedState("'Type':'Pass','End':true,'ResultPath':'$'");

    // then
    assertThat(((JsonPathFlow) discarded.flow()).resultPath())
        .isEqualTo(new ResultPath.DiscardResult());
    assertThat(((JsonPathFlow) replaced.flow()).resultPath())
        .isEqualTo(new ResultPath.ReplaceInput());
  }

  @Test
  void shouldReadATask() {
    // when
    TaskState task =
        (TaskState)
            parsedState(
                "'Type':'Task','End':true,'Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
                    + "'Parameters':{'QueueUrl':'q','MessageBody.$':'$$.Task.Token'},"
                    + "'TimeoutSeconds':10,'HeartbeatSecondsPath':'$.beat','Credentials':{'RoleArn.$':'$.role'},"
                    + "'Retry':[{'ErrorEquals':['E']},{'ErrorEquals':['States.ALL'],'IntervalSeconds':5,"
                    + "'MaxAttempts':0,'BackoffRate':1.5,'MaxDelaySeconds':60,'JitterStrategy':'FULL'}],"
                    + "'Catch':[{'ErrorEquals':['F','G'],'Next':'A','ResultPath':null}]");

    // then
    assertThat(task.resource()).isInstanceOf(TaskResource.ServiceIntegration.class);
    assertThat(task.timeout()).isEqualTo(new IntegerSource.Fixed(10));
    assertThat(task.heartbeat()).isInstanceOf(IntegerSource.FromPath.class);
    assertThat(task.credentials()).isNotNull();
    assertThat(task.retry())
        .containsExactly(
            new Retrier(
                List.of("E"),
                Duration.ofSeconds(1),
                3,
                2.0,
                null,
                JitterStrategy.NONE,
                new Pointer("/States/A/Retry[0]")),
            new Retrier(
                List.of("States.ALL"),
                Duration.ofSeconds(5),
                0,
                1.5,
                Duration.ofSeconds(60),
                JitterStrategy.FULL,
                new Pointer("/States/A/Retry[1]")));
    assertThat(task.catchers())
        .containsExactly(
            new Catcher(
                List.of("F", "G"),
                "A",
                new ResultPath.DiscardResult(),
                null,
                null,
                new Pointer("/States/A/Catch[0]")));
  }

  @Test
  void shouldReadTheFourFormsOfWait() {
    // when
    Until seconds = until("'Seconds':0");
    Until secondsPath = until("'SecondsPath':'$.s'");
    Until timestamp = until("'Timestamp':'2020-01-01T00:00:00+01:00'");
    Until timestampPath = until("'TimestampPath':'$$.Execution.StartTime'");

    // then
    assertThat(seconds).isEqualTo(new Until.Seconds(0));
    assertThat(((Until.SecondsPath) secondsPath).path().text()).isEqualTo("$.s");
    assertThat(timestamp)
        .isEqualTo(
            new Until.Timestamp(
                Instant.parse("2019-12-31T23:00:00Z"), "2020-01-01T00:00:00+01:00"));
    assertThat(((Until.TimestampPath) timestampPath).path().text())
        .isEqualTo("$$.Execution.StartTime");
  }

  @Test
  void shouldReadFail() {
    // when
    FailState fail =
        (FailState) parsedState("'Type':'Fail','Error':'E','CausePath':'States.JsonToString($.c)'");

    // then
    assertThat(fail.error()).isEqualTo(new TextSource.Fixed("E"));
    assertThat(fail.cause()).isInstanceOf(TextSource.FromExpression.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'StringEquals':'x' | StringComparison
          'StringLessThanPath':'$.x' | StringComparison
          'StringGreaterThanEquals':'' | StringComparison
          'StringMatches':'*x' | StringMatches
          'NumericEquals':1 | NumericComparison
          'NumericLessThanEquals':1.5 | NumericComparison
          'NumericGreaterThanEqualsPath':'$.x' | NumericComparison
          'BooleanEquals':false | BooleanEquals
          'BooleanEqualsPath':'$.x' | BooleanEquals
          'TimestampGreaterThan':'2020-01-01T00:00:00Z' | TimestampComparison
          'TimestampEqualsPath':'$$.Execution.StartTime' | TimestampComparison
          'IsNull':true | TypeTest
          'IsPresent':false | TypeTest
          'IsNumeric':true | TypeTest
          'IsString':true | TypeTest
          'IsBoolean':true | TypeTest
          'IsTimestamp':true | TypeTest
          """)
  void shouldReadOperators(String operator, String type) {
    // when
    ChoiceRule rule = rule("'Variable':'$.v'," + operator);

    // then
    assertThat(rule.getClass().getSimpleName()).isEqualTo(type);
  }

  @Test
  void shouldKnowTheThirtyNineOperators() {
    // when, then
    assertThat(ChoiceOperators.NAMES).hasSize(39);
  }

  @Test
  void shouldReadNestedRules() {
    // when
    ChoiceRule rule =
        rule(
            "'And':[{'Variable':'$.a','IsNull':true},{'Not':{'Or':[{'Variable':'$.b','IsNull':false}]}}]");

    // then
    ChoiceRule.And and = (ChoiceRule.And) rule;
    assertThat(and.rules()).hasSize(2);
    assertThat(and.rules().getLast())
        .isInstanceOfSatisfying(
            ChoiceRule.Not.class, not -> assertThat(not.rule()).isInstanceOf(ChoiceRule.Or.class));
  }

  @Test
  void shouldReadParallelAndInlineMap() {
    // given
    String definition =
        machine(
            "'A':{'Type':'Parallel','Next':'M','Branches':[{'Comment':'b','StartAt':'B','States':{'B':{'Type':'Succeed'}}}]},"
                + "'M':{'Type':'Map','End':true,'ItemsPath':'$.items','ItemSelector':{'v.$':'$$.Map.Item.Value'},"
                + "'MaxConcurrencyPath':'$.max','Iterator':{'StartAt':'I','States':{'I':{'Type':'Pass','End':true}}}}");

    // when
    StateMachine machine = parsed(definition);

    // then
    ParallelState parallel = (ParallelState) machine.state("A");
    assertThat(parallel.branches().getFirst().comment()).isEqualTo("b");
    assertThat(machine.state("B").pointer().text()).isEqualTo("/States/A/Branches[0]/States/B");
    MapState map = (MapState) machine.state("M");
    assertThat(map.itemProcessor().config()).isEqualTo(ItemProcessor.ProcessorConfig.INLINE);
    assertThat(map.itemProcessor().workflow().pointer().text()).isEqualTo("/States/M/Iterator");
    assertThat(map.maxConcurrency()).isInstanceOf(IntegerSource.FromPath.class);
    MapState.Items.FromPath items = (MapState.Items.FromPath) map.items();
    assertThat(items.itemsPath()).isNotNull();
    assertThat(items.selector()).isNotNull();
  }

  @Test
  void shouldTakeParametersOfAMapForItsItemSelector() {
    // when
    MapState map =
        (MapState)
            parsedState(
                "'Type':'Map','End':true,'Parameters':{'a':1},"
                    + "'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Succeed'}}}");

    // then
    assertThat(((MapState.Items.FromPath) map.items()).selector()).isNotNull();
    assertThat(((JsonPathFlow) map.flow()).parameters()).isNull();
  }

  @Test
  void shouldReadWhatIsNotExecutedYet() {
    // given
    String definition =
        machine(
            "'A':{'Type':'Pass','QueryLanguage':'JSONata','Assign':{'x':1},'Output':'{% $states.input %}','Next':'M'},"
                + "'M':{'Type':'Map','End':true,'Label':'l','ItemReader':{'Resource':'r'},'ItemProcessor':"
                + "{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'EXPRESS'},"
                + "'StartAt':'I','States':{'I':{'Type':'Succeed'}}}}");

    // when
    StateMachine machine = parsed(definition);

    // then
    PassState pass = (PassState) machine.state("A");
    assertThat(pass.flow()).isInstanceOf(JsonataFlow.class);
    assertThat(pass.assign()).isNotNull();
    MapState map = (MapState) machine.state("M");
    assertThat(map.itemProcessor().config().executionType()).isEqualTo(StateMachineType.EXPRESS);
    assertThat(map.distributed()).isNotNull();
  }

  @Test
  void shouldNotHandAMapsLanguageToItsInnerStates() {
    // given
    String definition =
        machine(
            "'A':{'Type':'Map','QueryLanguage':'JSONata','End':true,'ItemProcessor':"
                + "{'StartAt':'I','States':{'I':{'Type':'Pass','InputPath':'$.a','End':true}}}}");

    // when, then
    assertThat(parsed(definition).state("I").queryLanguage()).isEqualTo(QueryLanguage.JSONPATH);
  }

  private static StateMachine parsed(String definition) {
    ParseResult result = DefinitionParser.parse(definition);
    assertThat(result.diagnostics()).isEmpty();
    return result.stateMachine().orElseThrow();
  }

  private static State parsedState(String fields) {
    return parsed(state(fields)).state("A");
  }

  private static Until until(String field) {
    return ((WaitState) parsedState("'Type':'Wait','End':true," + field)).until();
  }

  private static ChoiceRule rule(String fields) {
    ChoiceState choice =
        (ChoiceState) parsedState("'Type':'Choice','Choices':[{'Next':'A'," + fields + "}]");
    return choice.choices().getFirst().rule();
  }
}
