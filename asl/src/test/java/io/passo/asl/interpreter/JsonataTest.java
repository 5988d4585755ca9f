package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static io.passo.asl.interpreter.Scenario.givenState;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.history.Details;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSONata data flow in each type of state (asl.md §3). */
class JsonataTest {
  private static final String ERROR = "States.QueryEvaluationError";
  private static final String WHERE =
      "An error occurred while executing the state 'S' (entered at the event id #2). ";
  private static final String JSONATA = "'QueryLanguage':'JSONata',";
  private static final String TASK =
      JSONATA + "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',";

  static Stream<Arguments> outputs() {
    return Stream.of(
        pass("no Output: the input", "'Comment':''", "{'a':1}", "{'a':1}"),
        pass("literal", "'Output':'x'", "{}", "'x'"),
        pass("null", "'Output':null", "{}", "null"),
        pass("expression for the whole", "'Output':'{% $states.input.a %}'", "{'a':[1]}", "[1]"),
        pass(
            "expressions at any depth",
            "'Output':{'l':['{% 1+1 %}',{'m':'{%true%}'}]}",
            "{}",
            "{'l':[2,{'m':true}]}"),
        pass("keys ending in .$ are plain", "'Output':{'a.$':'$.a'}", "{}", "{'a.$':'$.a'}"),
        pass("spaces outside of markers: text", "'Output':' {% 1 %} '", "{}", "' {% 1 %} '"),
        pass(
            "one hit is no array",
            "'Output':'{% $states.input[a>1] %}'",
            "[{'a':1},{'a':2}]",
            "{'a':2}"),
        pass(
            "one hit kept as array",
            "'Output':'{% $states.input[a>1][] %}'",
            "[{'a':1},{'a':2}]",
            "[{'a':2}]"),
        pass("null of the input", "'Output':'{% $states.input.a %}'", "{'a':null}", "null"),
        pass("nulls in arrays", "'Output':'{% $states.input %}'", "[1,null]", "[1,null]"),
        pass("context", "'Output':'{% $states.context.State.Name %}'", "{}", "'S'"),
        pass(
            "a large integer",
            "'Output':'{% $states.input %}'",
            "9007199254740993",
            "9007199254740993"));
  }

  private static Arguments pass(String name, String fields, String input, String output) {
    return Arguments.of(name, fields, input, output);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outputs")
  void shouldMakeTheOutputOfAPass(String name, String fields, String input, String output) {
    // given
    var run = givenState(JSONATA + "'Type':'Pass'," + fields);

    // when
    run.started(input);

    // then
    run.thenSucceeded(output);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        fail(
            "'Type':'Pass','Output':{'a':['{% $x %}']}",
            "Output/a[0]",
            "The JSONata expression '$x' specified for the field 'Output/a[0]' returned nothing"
                + " (undefined)."),
        fail(
            "'Type':'Pass','Output':'{% 1 + \\'a\\' %}'".replace("\\'", "\\u0027"),
            "Output",
            "The JSONata expression '1 + 'a'' specified for the field 'Output' threw an error"
                + " during evaluation. T2002: The right side of the \"+\" operator must evaluate to"
                + " a number"),
        fail(
            "'Type':'Pass','Assign':{'v':'{% $sum %}'}",
            "Assign/v",
            "The JSONata expression '$sum' specified for the field 'Assign/v' returned an"
                + " unsupported result type."),
        fail(
            "'Type':'Fail','Error':'{% 1 %}'",
            "Error",
            "The JSONata expression '1' specified for the field 'Error' returned an unexpected"
                + " result type. Expected 'string', but was 'number' for value: 1"));
  }

  private static Arguments fail(String fields, String location, String cause) {
    return Arguments.of(fields, location, cause);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void shouldTellWhichExpressionFailed(String fields, String location, String cause) {
    // given
    var run =
        given(
            "{'StartAt':'S','States':{'S':{"
                + JSONATA
                + fields
                + (fields.contains("Fail") ? "" : ",'End':true")
                + "}}}");

    // when
    run.started("{}");

    // then
    run.thenFailed(ERROR, WHERE + cause);
    assertThat(run.eventsFrom(3)).containsExactly("3:EvaluationFailed<0", "4:ExecutionFailed<3");
    assertThat(run.history().get(2).details())
        .isEqualTo(new Details.EvaluationFailed(ERROR, WHERE + cause, location, "S"));
  }

  @Test
  void shouldCallATaskWithArgumentsAndGiveItsResult() {
    // given
    var run =
        givenState(
            TASK
                + "'Arguments':{'FunctionName':'f','Payload':'{% $states.input.p %}'},"
                + "'TimeoutSeconds':'{% $states.input.t %}','HeartbeatSeconds':'{% 2 %}',"
                + "'Output':{'in':'{% $states.input.p %}','out':'{% $states.result.Payload %}'}");

    // when
    run.started("{'p':[1],'t':10}").succeeded("{'Payload':7}");

    // then
    assertThat(run.command().parameters().text())
        .isEqualTo("{\"FunctionName\":\"f\",\"Payload\":[1]}");
    assertThat(run.command().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(run.command().heartbeat()).isEqualTo(Duration.ofSeconds(2));
    run.thenSucceeded("{'in':[1],'out':7}");
  }

  @Test
  void shouldGiveTheResultWhenATaskHasNoOutput() {
    // given
    var run = givenState(TASK + "'Arguments':{'FunctionName':'f'}");

    // when
    run.started("{}").succeeded("{'Payload':7}");

    // then
    run.thenSucceeded("{'Payload':7}");
  }

  @Test
  void shouldCatchAnErrorInTheOutputOfATask() {
    // given
    var run =
        given(
            "{'StartAt':'S','States':{'S':{"
                + TASK
                + "'Arguments':{'FunctionName':'f'},"
                + "'Output':'{% $nothing %}','Catch':[{'ErrorEquals':['"
                + ERROR
                + "'],"
                + "'Output':'{% $states.errorOutput.Error %}','Next':'C'}],'End':true},"
                + "'C':{'Type':'Succeed'}}}");

    // when
    run.started("{}").succeeded("1");

    // then
    run.thenSucceeded("'" + ERROR + "'");
    assertThat(run.eventsFrom(5))
        .startsWith("5:TaskSucceeded<4", "6:EvaluationFailed<5", "7:TaskStateExited<6");
  }

  @Test
  void shouldRetryAnErrorInTheArgumentsOfATask() {
    // given
    var run =
        givenState(
            TASK
                + "'Arguments':{'FunctionName':'{% $nothing %}'},"
                + "'Retry':[{'ErrorEquals':['States.ALL'],'MaxAttempts':1}]");

    // when
    run.started("{}").advance(Duration.ofSeconds(1));

    // then
    assertThat(run.eventsFrom(3))
        .containsExactly("3:EvaluationFailed<0", "4:EvaluationFailed<3", "5:ExecutionFailed<4");
  }

  @Test
  void shouldFailWhenTheErrorOutputOfACatcherFails() {
    // given
    var run =
        givenState(
            TASK
                + "'Arguments':{'FunctionName':'f'},'Catch':[{'ErrorEquals':['States.ALL'],"
                + "'Output':'{% $states.errorOutput.Nothing %}','Next':'S'}]");

    // when
    run.started("{}").failed("E", "c");

    // then
    run.thenFailed(
        ERROR,
        WHERE
            + "The JSONata expression '$states.errorOutput.Nothing' specified for the field"
            + " 'Catch[0]/Output' returned nothing (undefined).");
  }

  @Test
  void shouldChooseByConditions() {
    // given
    String choice =
        "{'StartAt':'S','States':{'S':{"
            + JSONATA
            + "'Type':'Choice','Choices':["
            + "{'Condition':'{% $states.input > 10 %}','Output':'big','Next':'End'},"
            + "{'Condition':'{% $states.input > 5 %}','Next':'End'}],"
            + "'Default':'End','Output':{'small':'{% $states.input %}'}},"
            + "'End':{'Type':'Succeed'}}}";

    // then
    given(choice).started("11").thenSucceeded("'big'");
    given(choice).started("7").thenSucceeded("7");
    given(choice).started("1").thenSucceeded("{'small':1}");
    given(choice)
        .started("'x'")
        .thenFailed(
            ERROR,
            WHERE
                + "The JSONata expression '$states.input > 10' specified for the field"
                + " 'Choices[0]/Condition' threw an error during evaluation. T2009: The values"
                + " \"x\" and 10 either side of operator \">\" must be of the same data"
                + " type");
  }

  @Test
  void shouldWaitAsLongAsAnExpressionSays() {
    // given
    var run =
        givenState(JSONATA + "'Type':'Wait','Seconds':'{% $states.input.s * 2 %}','Output':'done'");

    // when
    run.started("{'s':15}");

    // then
    assertThat(run.timerSeconds()).containsExactly(30L);
    run.advance(Duration.ofSeconds(30)).thenSucceeded("'done'");
  }

  @Test
  void shouldKeepTheItemsThatAnExpressionGave() {
    // given
    var run =
        givenState(
            JSONATA
                + "'Type':'Map','MaxConcurrency':1,"
                + "'Items':'{% $map([1..3], function($i){ $uuid() }) %}',"
                + "'ItemSelector':{'i':'{% $states.context.Map.Item.Index %}',"
                + "'v':'{% $states.context.Map.Item.Value %}'},"
                + "'ItemProcessor':{'StartAt':'I','States':{'I':{"
                + JSONATA
                + "'Type':'Wait','Seconds':1,'Output':'{% $states.input.v %}','End':true}}},"
                + "'Output':'{% $count($distinct($states.result)) %}'");

    // when
    run.started("{}").advance(Duration.ofSeconds(3));

    // then
    run.thenSucceeded("3");
  }

  @Test
  void shouldMapOverTheInputWhenThereAreNoItems() {
    // given
    String map =
        JSONATA + "'Type':'Map','ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Succeed'}}}";

    // then
    givenState(map).started("[1,2]").thenSucceeded("[1,2]");
    givenState(map)
        .started("{'a':1}")
        .thenFailed(ERROR, WHERE + "Map state input must be an array but was: {\"a\":1}");
  }

  @Test
  void shouldGiveTheBranchesOfAParallelItsArguments() {
    // given
    var run =
        givenState(
            JSONATA
                + "'Type':'Parallel','Arguments':{'a':'{% $states.input %}'},"
                + "'Branches':[{'StartAt':'B','States':{'B':{'Type':'Succeed'}}}],"
                + "'Output':'{% $states.result[0].a %}'");

    // when
    run.started("5");

    // then
    run.thenSucceeded("5");
  }

  @Test
  void shouldFailWithTextsFromExpressions() {
    // given
    var run =
        given(
            "{'StartAt':'S','QueryLanguage':'JSONata','States':{'S':{'Type':'Fail',"
                + "'Error':'{% $states.input.e %}','Cause':'{% $states.input.e & 1 %}'}}}");

    // when
    run.started("{'e':'Bad'}");

    // then
    run.thenFailed("Bad", "Bad1");
  }

  @Test
  void shouldMixQueryLanguages() {
    // given
    var run =
        given(
            "{'StartAt':'P','States':{"
                + "'P':{'Type':'Pass','Parameters':{'x.$':'$.a'},'Assign':{'v.$':'$.x'},'Next':'J'},"
                + "'J':{"
                + JSONATA
                + "'Type':'Pass','Output':{'y':'{% $v + $states.input.x %}'},"
                + "'Assign':{'w':'{% $v * 10 %}'},'Next':'Q'},"
                + "'Q':{'Type':'Pass','Parameters':{'y.$':'$.y','w.$':'$w'},'End':true}}}");

    // when
    run.started("{'a':2}");

    // then
    run.thenSucceeded("{'y':4,'w':20}");
  }
}
