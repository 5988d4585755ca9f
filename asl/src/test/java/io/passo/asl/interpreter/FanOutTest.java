package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parallel and inline Map (asl.md §6.7, §6.8, history.md §3). */
class FanOutTest {
  private static final String LAMBDA =
      "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'";

  private static Scenario parallel(String fields, String... branches) {
    return given(
        "{'StartAt':'P','States':{'P':{'Type':'Parallel',"
            + fields
            + "'Branches':["
            + String.join(",", branches)
            + "],'Next':'End'},'End':{'Type':'Pass','End':true}}}");
  }

  private static String branch(String name, String fields) {
    return "{'StartAt':'" + name + "','States':{'" + name + "':{" + fields + "}}}";
  }

  private static String task(String name) {
    return branch(name, LAMBDA + ",'End':true");
  }

  private static Scenario map(String fields, String processor) {
    return given(
        "{'StartAt':'M','States':{'M':{'Type':'Map',"
            + fields
            + "'ItemProcessor':"
            + processor
            + ",'Next':'End'},'End':{'Type':'Pass','End':true}}}");
  }

  @Test
  void shouldJoinBranchesInTheirOrder() {
    // given
    var run = parallel("'ResultPath':'$.r',", task("A"), task("B")).started("{'a':1}");

    // when
    run.succeeded("B", "'b'").succeeded("A", "'a'");

    // then
    run.thenSucceeded("{'a':1,'r':['a','b']}");
    assertThat(run.events())
        .containsExactly(
            "1:ExecutionStarted<0",
            "2:ParallelStateEntered<0",
            "3:ParallelStateStarted<2",
            "4:TaskStateEntered<3",
            "5:LambdaFunctionScheduled<4",
            "6:TaskStateEntered<3",
            "7:LambdaFunctionScheduled<6",
            "8:LambdaFunctionStarted<7",
            "9:LambdaFunctionSucceeded<8",
            "10:TaskStateExited<9",
            "11:LambdaFunctionStarted<5",
            "12:LambdaFunctionSucceeded<11",
            "13:TaskStateExited<12",
            "14:ParallelStateSucceeded<13",
            "15:ParallelStateExited<13",
            "16:PassStateEntered<15",
            "17:PassStateExited<16",
            "18:ExecutionSucceeded<17");
  }

  @Test
  void shouldAbortSiblingsWhenABranchFails() {
    // given
    var run =
        parallel(
                "'Catch':[{'ErrorEquals':['Boom'],'Next':'End'}],",
                task("A"),
                branch("W", "'Type':'Wait','Seconds':10,'End':true"),
                branch("N", "'Type':'Parallel','End':true,'Branches':[" + task("I") + "]"))
            .started("{}");

    // when
    run.failed(run.attempt("A").id(), "Boom", "why");

    // then
    run.thenSucceeded("{'Error':'Boom','Cause':'why'}");
    assertThat(run.eventsFrom(11))
        .containsExactly(
            "11:LambdaFunctionStarted<5",
            "12:LambdaFunctionFailed<11",
            "13:WaitStateAborted<12",
            "14:LambdaFunctionStarted<10",
            "15:TaskStateAborted<12",
            "16:ParallelStateAborted<12",
            "17:TaskStateAborted<12",
            "18:ParallelStateFailed<12",
            "19:ParallelStateExited<18",
            "20:PassStateEntered<19",
            "21:PassStateExited<20",
            "22:ExecutionSucceeded<21");
    assertThat(run.effects(Effect.CancelTask.class)).hasSize(1);
  }

  @Test
  void shouldCatchABranchByBranchFailed() {
    // given
    var run =
        parallel(
            "'Catch':[{'ErrorEquals':['States.BranchFailed'],'ResultPath':null,'Next':'End'}],",
            branch("F", "'Type':'Fail','Error':'X'"));

    // when
    run.started("{'in':1}");

    // then
    run.thenSucceeded("{'in':1}");
  }

  @Test
  void shouldRunAllBranchesAgainWhenRetried() {
    // given
    var run =
        parallel("'Retry':[{'ErrorEquals':['E']}],", task("A"), task("B"))
            .started("{}")
            .succeeded("A", "1")
            .failed("E", null);

    // when
    run.advance(ofSeconds(1)).succeeded("A", "2").succeeded("B", "3");

    // then
    run.thenSucceeded("[2,3]");
    assertThat(run.events())
        .contains("13:TaskStateAborted<12", "14:ParallelStateStarted<12", "15:TaskStateEntered<14");
    assertThat(run.events()).noneMatch(event -> event.contains("ParallelStateFailed"));
  }

  @Test
  void shouldDropCommandsOfBranchesThatDieInTheSameStep() {
    // given
    var run = parallel("", task("A"), branch("F", "'Type':'Fail','Error':'X','Cause':'y'"));

    // when
    run.started("{}");

    // then
    run.thenFailed("X", "y");
    assertThat(run.effects(Effect.ScheduleTask.class)).isEmpty();
    assertThat(run.effects(Effect.CancelTask.class)).isEmpty();
  }

  @Test
  void shouldRunOneIterationAfterTheOther() {
    // given
    var run = map("'MaxConcurrency':1,", branch("I", "'Type':'Pass','Result':'x','End':true"));

    // when
    run.started("[1,2]");

    // then
    run.thenSucceeded("['x','x']");
    assertThat(run.events())
        .containsExactly(
            "1:ExecutionStarted<0",
            "2:MapStateEntered<0",
            "3:MapStateStarted<2",
            "4:MapIterationStarted<3",
            "5:PassStateEntered<4",
            "6:PassStateExited<5",
            "7:MapIterationSucceeded<6",
            "8:MapIterationStarted<6",
            "9:PassStateEntered<8",
            "10:PassStateExited<9",
            "11:MapIterationSucceeded<10",
            "12:MapStateSucceeded<11",
            "13:MapStateExited<11",
            "14:PassStateEntered<13",
            "15:PassStateExited<14",
            "16:ExecutionSucceeded<15");
  }

  @Test
  void shouldSucceedAtOnceWhenThereAreNoItems() {
    // given
    var run = map("'ItemsPath':'$.items',", task("I"));

    // when
    run.started("{'items':[]}");

    // then
    run.thenSucceeded("[]");
    assertThat(run.eventsFrom(3))
        .startsWith("3:MapStateStarted<2", "4:MapStateSucceeded<3", "5:MapStateExited<3");
  }

  @Test
  void shouldLimitConcurrency() {
    // given
    var run = map("'MaxConcurrencyPath':'$.n','ItemsPath':'$.items',", task("I"));

    // when
    run.started("{'n':2,'items':[1,2,3]}");

    // then
    assertThat(run.state().openAttempts()).hasSize(2);
    run.succeeded("I", "'a'");
    assertThat(run.state().openAttempts()).hasSize(2);
    run.succeeded("I", "'b'").succeeded("I", "'c'").thenSucceeded("['a','b','c']");
  }

  @Test
  void shouldRunFortyIterationsAtOnceWhenConcurrencyIsUnlimited() {
    // given
    var run = map("", task("I"));

    // when
    run.started(IntStream.range(0, 250).boxed().toList().toString());

    // then
    assertThat(run.state().openAttempts()).hasSize(40);
    for (int i = 0; i < 250; i++) {
      run.succeeded("I", "{}");
    }
    assertThat(run.end().output().node()).hasSize(250);
  }

  @Test
  void shouldWriteFewFramesWhenOneOfManyIterationsEnds() {
    // given
    var run = map("", task("I")).started(IntStream.range(0, 5000).boxed().toList().toString());

    // when
    run.succeeded("I", "{}");

    // then
    assertThat(run.last().changes())
        .extracting(change -> change.id().value())
        .containsExactlyInAnyOrder("r.3.0", "r.3", "r.3:0", "r.3.40", "c");
  }

  @Test
  void shouldGiveItemsToIterations() {
    // given
    var run =
        map(
            """
            'InputPath':'$.in','ItemsPath':'$.items','ResultPath':'$.out',
            'ItemSelector':{'i.$':'$$.Map.Item.Index','v.$':'$$.Map.Item.Value','k.$':'$.k'},""",
            branch("I", "'Type':'Pass','End':true"));

    // when
    run.started("{'in':{'items':['a','b'],'k':7}}");

    // then
    run.thenSucceeded(
        "{'in':{'items':['a','b'],'k':7},"
            + "'out':[{'i':0,'v':'a','k':7},{'i':1,'v':'b','k':7}]}");
  }

  @Test
  void shouldAbortOtherIterationsWhenOneFails() {
    // given
    var run = map("", task("I")).started("[1,2,3]");
    long second =
        run.state().openAttempts().stream().mapToLong(OpenAttempt::id).sorted().toArray()[1];

    // when
    run.failed(second, "E", "why");

    // then
    run.thenFailed("E", "why");
    String failed = "14";
    assertThat(run.events().stream().skip(12))
        .containsExactly(
            "13:LambdaFunctionStarted<10",
            "14:LambdaFunctionFailed<13",
            "15:MapIterationFailed<" + failed,
            "16:LambdaFunctionStarted<8",
            "17:TaskStateAborted<" + failed,
            "18:MapIterationAborted<" + failed,
            "19:LambdaFunctionStarted<12",
            "20:TaskStateAborted<" + failed,
            "21:MapIterationAborted<" + failed,
            "22:TaskStateAborted<" + failed,
            "23:MapStateFailed<" + failed,
            "24:ExecutionFailed<23");
  }

  @Test
  void shouldWriteTheTimeOutsOfSiblingsThatAreDueAtTheSameMoment() {
    // given
    var run =
        map("", "{'StartAt':'I','States':{'I':{" + LAMBDA + ",'TimeoutSeconds':5,'End':true}}}")
            .started("[1,2]");

    // when
    run.advance(ofSeconds(5));

    // then
    run.thenFailed("States.Timeout", null);
    assertThat(run.eventsFrom(10))
        .containsExactly(
            "10:LambdaFunctionStarted<7",
            "11:LambdaFunctionTimedOut<10",
            "12:LambdaFunctionStarted<9",
            "13:LambdaFunctionTimedOut<12",
            "14:MapIterationFailed<11",
            "15:TaskStateAborted<11",
            "16:MapIterationAborted<11",
            "17:TaskStateAborted<11",
            "18:MapStateFailed<11",
            "19:ExecutionFailed<18");
  }

  @Test
  void shouldFailWhenItemsAreNoArray() {
    // given
    var run = map("'ItemsPath':'$.items',", task("I"));

    // when
    run.started("{'items':{}}");

    // then
    run.thenFailed(
        "States.Runtime",
        "An error occurred while executing the state 'M' (entered at the event id #2). Reference"
            + " path \"$.items\" must point to array.");
  }

  @Test
  void shouldFailWhenTheResultsAreTooLarge() {
    // given
    var run = map("'MaxConcurrency':1,'ResultPath':null,", task("I")).started("[1,2,3]");
    String large = "'" + "a".repeat(100_000) + "'";

    // when
    run.succeeded("I", large).succeeded("I", large).succeeded("I", large);

    // then
    run.thenFailed(
        "States.DataLimitExceeded",
        "The state/task 'M' returned a result with a size exceeding the maximum number of bytes"
            + " service limit.");
  }

  @Test
  void shouldNestFanOuts() {
    // given
    var run =
        map(
                "",
                "{'StartAt':'Q','States':{'Q':{'Type':'Parallel','End':true,'Branches':["
                    + task("A")
                    + ","
                    + task("B")
                    + "]}}}")
            .started("[1,2]");

    // when
    run.succeeded("A", "1").succeeded("B", "2").succeeded("A", "3").succeeded("B", "4");

    // then
    run.thenSucceeded("[[1,2],[3,4]]");
    assertThat(
            run.events().stream().map(e -> e.replaceAll("[0-9:<]", "")).collect(Collectors.toSet()))
        .contains("ParallelStateSucceeded", "MapIterationSucceeded");
  }
}
