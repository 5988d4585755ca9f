package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events a failure inside of Parallel and Map leaves behind, as AWS writes them. */
class FanOutFailuresTest {
  private static final String RUNTIME = "'Type':'Pass','Parameters':{'x.$':'$.nope'}";

  private static String parallel(String state, String fields) {
    return "{'StartAt':'P','States':{'P':{'Type':'Parallel','Branches':[{'StartAt':'B','States':{'B':{"
        + state
        + ",'End':true}}}],"
        + fields
        + "'End':true},'Z':{'Type':'Pass','End':true}}}";
  }

  private static String only(String definition) {
    return definition.replace(",'Z':{'Type':'Pass','End':true}", "");
  }

  @ParameterizedTest
  @CsvSource({"''", "'''Catch'':[{''ErrorEquals'':[''States.ALL''],''Next'':''Z''}],'"})
  void shouldEndTheExecutionWhereNothingCanCatch(String fields) {
    // given
    String definition = parallel(RUNTIME, fields);
    Scenario run = given(fields.isEmpty() ? only(definition) : definition);

    // when
    run.started("{'a':1}");

    // then
    assertThat(run.eventsFrom(3))
        .containsExactly("3:ParallelStateStarted<2", "4:PassStateEntered<3", "5:ExecutionFailed<4");
    run.thenFailed(
        "States.Runtime",
        "An error occurred while executing the state 'B' (entered at the event id #4). The JSONPath"
            + " '$.nope' specified for the field 'x.$' could not be found in the input '{\"a\":1}'");
  }

  @Test
  void shouldEndTheExecutionFromAnIteration() {
    // given
    Scenario run =
        given(
            "{'StartAt':'M','States':{'M':{'Type':'Map','MaxConcurrency':1,'ItemProcessor':{'StartAt':'B',"
                + "'States':{'B':{"
                + RUNTIME
                + ",'End':true}}},'End':true}}}");

    // when
    run.started("[1,2]");

    // then
    assertThat(run.eventsFrom(3))
        .containsExactly(
            "3:MapStateStarted<2",
            "4:MapIterationStarted<3",
            "5:PassStateEntered<4",
            "6:ExecutionFailed<5");
  }

  @Test
  void shouldNameSucceededBeforeWhatFailsBehindIt() {
    // given
    Scenario run = given(only(parallel("'Type':'Pass'", "'ResultSelector':{'m.$':'$.nope'},")));

    // when
    run.started("{}");

    // then
    assertThat(run.eventsFrom(6))
        .containsExactly("6:ParallelStateSucceeded<5", "7:ExecutionFailed<6");
  }

  @Test
  void shouldFailAgainIfItsOutputCannotBeEvaluated() {
    // given
    Scenario run =
        given(
            only(parallel("'Type':'Pass'", "'Output':'{% $states.result.nope %}',"))
                .replace("{'StartAt':'P',", "{'QueryLanguage':'JSONata','StartAt':'P',"));

    // when
    run.started("{}");

    // then
    assertThat(run.eventsFrom(6))
        .containsExactly(
            "6:ParallelStateSucceeded<5",
            "7:EvaluationFailed<6",
            "8:ParallelStateFailed<7",
            "9:ExecutionFailed<8");
  }

  @Test
  void shouldTellOfACatcherThatFailsFromBeforeTheStateFailed() {
    // given
    Scenario run =
        given(
            parallel(
                    "'Type':'Fail','Error':'MyError'",
                    "'Catch':[{'ErrorEquals':['States.ALL'],'Output':'{% $states.input.nope %}','Next':'Z'}],")
                .replace("'MyError','End':true", "'MyError'")
                .replace("{'StartAt':'P',", "{'QueryLanguage':'JSONata','StartAt':'P',"));

    // when
    run.started("{}");

    // then
    assertThat(run.eventsFrom(4))
        .containsExactly(
            "4:FailStateEntered<3",
            "5:ParallelStateFailed<4",
            "6:EvaluationFailed<4",
            "7:ParallelStateFailed<6",
            "8:ExecutionFailed<7");
  }
}
