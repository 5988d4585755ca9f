package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.history.Details;
import io.passo.asl.history.HistoryEvent;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Workflow variables (asl.md §4). */
class VariablesTest {
  private static final String LAMBDA = "'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',";

  private static Scenario machine(String states) {
    return given("{'StartAt':'A','States':{" + states + "}}");
  }

  /** What the Exited event of a state says it assigned. */
  private static Map<String, String> assigned(Scenario run, String state) {
    return run.history().stream()
        .map(HistoryEvent::details)
        .filter(Details.StateExited.class::isInstance)
        .map(Details.StateExited.class::cast)
        .filter(exited -> exited.name().equals(state))
        .reduce((first, second) -> second)
        .orElseThrow()
        .assignedVariables()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().text()));
  }

  @Test
  void shouldSeeVariablesAsTheyWereOnEntry() {
    // given
    var run =
        machine(
            "'A':{'Type':'Pass','Assign':{'x':1,'y':2},'Next':'B'},"
                + "'B':{'Type':'Pass','Assign':{'x.$':'$y','y.$':'$x'},"
                + "'Parameters':{'x.$':'$x'},'Next':'C'},"
                + "'C':{'Type':'Pass','Parameters':{'before.$':'$','x.$':'$x','y.$':'$y'},'End':true}");

    // when
    run.started("{}");

    // then
    run.thenSucceeded("{'before':{'x':1},'x':2,'y':1}");
    assertThat(assigned(run, "B")).isEqualTo(Map.of("x", "2", "y", "1"));
  }

  @Test
  void shouldAssignTheRawResultOfATask() {
    // given
    var run =
        machine(
            "'A':{"
                + LAMBDA
                + "'Parameters':{'FunctionName':'f'},'ResultSelector':{'s':1},"
                + "'ResultPath':null,'Assign':{'r.$':'$.Payload','n.$':'$$.State.Name'},'Next':'B'},"
                + "'B':{'Type':'Pass','Parameters':{'r.$':'$r','n.$':'$n'},'End':true}");

    // when
    run.started("{}").succeeded("{'Payload':[1]}");

    // then
    run.thenSucceeded("{'r':[1],'n':'A'}");
  }

  @Test
  void shouldAssignByTheCatcherOnlyWhenItTakesTheError() {
    // given
    var run =
        machine(
            "'A':{"
                + LAMBDA
                + "'Parameters':{'FunctionName':'f'},'Assign':{'ok':true},"
                + "'Catch':[{'ErrorEquals':['States.ALL'],'ResultPath':null,"
                + "'Assign':{'e.$':'$.Error'},'Next':'B'}],'End':true},"
                + "'B':{'Type':'Pass','Parameters':{'e.$':'$e'},'End':true}");

    // when
    run.started("{}").failed("Oops", "why");

    // then
    run.thenSucceeded("{'e':'Oops'}");
    assertThat(assigned(run, "A")).isEqualTo(Map.of("e", "\"Oops\""));
  }

  @Test
  void shouldNotAssignWhenAnAttemptIsRetried() {
    // given
    var run =
        machine(
            "'A':{"
                + LAMBDA
                + "'Parameters':{'FunctionName':'f'},'Assign':{'x':1},"
                + "'Retry':[{'ErrorEquals':['States.ALL']}],'End':true}");

    // when
    run.started("{}").failed("E", null);

    // then
    assertThat(run.state().frame(FrameId.ROOT.variable("x"))).isEmpty();
  }

  @Test
  void shouldAssignByTheChoiceRuleThatMatches() {
    // given
    String choice =
        "'A':{'Type':'Choice','Choices':[{'Variable':'$.n','NumericGreaterThan':1,'Next':'B',"
            + "'Assign':{'x.$':'$.n'}}],'Default':'B','Assign':{'x':'default'}},"
            + "'B':{'Type':'Pass','Parameters':{'x.$':'$x'},'End':true}";

    // then
    machine(choice).started("{'n':2}").thenSucceeded("{'x':2}");
    machine(choice).started("{'n':0}").thenSucceeded("{'x':'default'}");
  }

  @Test
  void shouldAssignWhenAWaitIsOver() {
    // given
    var run =
        machine(
            "'A':{'Type':'Wait','Seconds':5,'Assign':{'x.$':'$.n'},'Next':'B'},"
                + "'B':{'Type':'Pass','OutputPath':'$x','End':true}");

    // when
    run.started("{'n':3}").advance(Duration.ofSeconds(5));

    // then
    run.thenSucceeded("3");
  }

  @Test
  void shouldReadOuterVariablesInBranchesAndForgetTheirs() {
    // given
    var run =
        machine(
            "'A':{'Type':'Pass','Assign':{'o':1},'Next':'P'},"
                + "'P':{'Type':'Parallel','Branches':["
                + "{'StartAt':'B','States':{'B':{'Type':'Pass','Assign':{'i.$':'$o'},'Next':'C'},"
                + "'C':{'Type':'Pass','Parameters':{'i.$':'$i','o.$':'$o'},'End':true}}},"
                + "{'StartAt':'D','States':{'D':{'Type':'Pass','End':true}}}],"
                + "'Assign':{'r.$':'$[0].i'},'Next':'E'},"
                + "'E':{'Type':'Pass','Parameters':{'i.$':'$i'},'End':true}");

    // when
    run.started("{}");

    // then
    assertThat(assigned(run, "P")).isEqualTo(Map.of("r", "1"));
    assertThat(run.end().error()).isEqualTo("States.Runtime");
    assertThat(run.end().cause()).contains("The JSONPath '$i' specified for the field 'i.$'");
  }

  @Test
  void shouldKeepVariablesOfIterationsApart() {
    // given
    var run =
        machine(
            "'A':{'Type':'Map','ItemProcessor':{'StartAt':'B','States':{"
                + "'B':{'Type':'Pass','Assign':{'v.$':'$'},'Next':'W'},"
                + "'W':{'Type':'Wait','Seconds':1,'Next':'C'},"
                + "'C':{'Type':'Pass','Parameters':{'v.$':'$v'},'End':true}}},'End':true}");

    // when
    run.started("[1,2,3]");

    // then
    assertThat(run.state().variableBytes()).isEqualTo(3);
    run.advance(Duration.ofSeconds(1)).thenSucceeded("[{'v':1},{'v':2},{'v':3}]");
  }

  @Test
  void shouldForgetVariablesOfBranchesThatAreAborted() {
    // given
    var run =
        machine(
            "'A':{'Type':'Parallel','Branches':["
                + "{'StartAt':'B','States':{'B':{'Type':'Pass','Assign':{'b':'xxx'},'Next':'W'},"
                + "'W':{'Type':'Wait','Seconds':9,'End':true}}},"
                + "{'StartAt':'X','States':{'X':{'Type':'Wait','Seconds':1,'Next':'F'},"
                + "'F':{'Type':'Fail','Error':'E'}}}],"
                + "'Catch':[{'ErrorEquals':['E'],'Next':'Z'}],'End':true},"
                + "'Z':{'Type':'Wait','Seconds':1,'End':true}");

    // when
    run.started("{}").advance(Duration.ofSeconds(1));

    // then
    assertThat(run.state().variableBytes()).isZero();
    assertThat(run.state().frames()).noneMatch(VariableFrame.class::isInstance);
  }

  @Test
  void shouldFailWhenAVariableIsTooLarge() {
    // given
    var run =
        machine(
            "'A':{'Type':'Pass','QueryLanguage':'JSONata',"
                + "'Assign':{'x':'{% $pad(\\u0027\\u0027, 262143) %}'},'End':true}");

    // when
    run.started("{}");

    // then
    run.thenFailed(
        "States.DataLimitExceeded",
        "The state 'A' assigned variables with a size exceeding the maximum number of bytes service"
            + " limit.");
  }

  @Test
  void shouldFailWhenAllVariablesAreTooLarge() {
    // given
    var run =
        machine(
            "'A':{'Type':'Pass','QueryLanguage':'JSONata',"
                + "'Assign':{'y':'{% $pad(\\u0027\\u0027, 1000) %}'},'Next':'M'},"
                + "'M':{'Type':'Map','QueryLanguage':'JSONata','Items':'{% [1..40] %}',"
                + "'ItemProcessor':{'StartAt':'B','States':{'B':{'Type':'Pass',"
                + "'QueryLanguage':'JSONata','Assign':{'x':'{% $pad(\\u0027\\u0027, 262140) %}'},"
                + "'Next':'W'},'W':{'Type':'Wait','Seconds':1,'End':true}}},'End':true}");

    // when
    run.started("{}");
    while (run.effects(Effect.FinishExecution.class).isEmpty()) {
      run.advance(Duration.ofMillis(1)); // Goes on where the limit of one call cut it.
    }

    // then
    run.thenFailed(
        "States.DataLimitExceeded",
        "The state 'B' assigned variables with a size exceeding the maximum number of bytes service"
            + " limit.");
  }
}
