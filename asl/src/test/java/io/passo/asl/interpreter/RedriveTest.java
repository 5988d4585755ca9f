package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Executions that go on after their end (operations.md §7, history.md §3). */
class RedriveTest {
  private static final String LAMBDA =
      "'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'";

  private static final String RETRY = "'Retry':[{'ErrorEquals':['States.ALL'],'MaxAttempts':1}],";

  @Test
  void shouldScheduleTheFailedTaskAnewWithoutEnteringItAgain() {
    // given
    var run =
        given(
                "{'StartAt':'A','States':{'A':{"
                    + LAMBDA
                    + ",'Next':'B'},'B':{"
                    + LAMBDA
                    + ",'End':true}}}")
            .started("{}")
            .succeeded("1")
            .failed("E", "why");

    // when
    run.redriven().succeeded("2");

    // then
    run.thenSucceeded("2");
    assertThat(run.eventsFrom(10))
        .containsExactly(
            "10:LambdaFunctionFailed<9",
            "11:ExecutionFailed<10",
            "12:ExecutionRedriven<11",
            "13:LambdaFunctionScheduled<10",
            "14:LambdaFunctionStarted<13",
            "15:LambdaFunctionSucceeded<14",
            "16:TaskStateExited<15",
            "17:ExecutionSucceeded<16");
  }

  @Test
  void shouldResumeOnlyTheBranchesThatHadNotEnded() {
    // given
    var run =
        given(parallel("", branch("A"), branch("B"), branch("C")))
            .started("{}")
            .succeeded("A", "'a'");
    run.failed(run.attempt("B").id(), "E", null);

    // when
    int before = run.history().size();
    run.redriven();

    // then
    assertThat(run.state().openAttempts())
        .extracting(open -> open.flow().state())
        .containsExactlyInAnyOrder("B", "C");
    assertThat(run.eventsFrom(before + 1))
        .extracting(event -> event.replaceAll("^\\d+:|<\\d+$", ""))
        .containsExactly("ExecutionRedriven", "LambdaFunctionScheduled", "LambdaFunctionScheduled");
    run.succeeded("C", "'c'").succeeded("B", "'b'").thenSucceeded("['a','b','c']");
  }

  @Test
  void shouldResumeOnlyTheIterationsThatHadNotEnded() {
    // given
    var run = given(map("'MaxConcurrency':2,")).started("[1,2,3]").succeeded("T", "'one'");
    run.failed(run.attempt("T").id(), "E", null);

    // when
    run.redriven();

    // then
    assertThat(run.state().openAttempts())
        .extracting(open -> open.flow().input().toString())
        .containsExactlyInAnyOrder("2", "3");
    run.succeeded("T", "'two'").succeeded("T", "'three'").thenSucceeded("['one','two','three']");
  }

  @Test
  void shouldBeginIterationsThatHadNotBegun() {
    // given
    var run = given(map("'MaxConcurrency':1,")).started("[1,2,3]").failed("E", null);

    // when
    run.redriven().succeeded("'one'").succeeded("'two'").succeeded("'three'");

    // then
    run.thenSucceeded("['one','two','three']");
  }

  @Test
  void shouldResumeWhatIsDeepInside() {
    // given
    String inner = "{'StartAt':'P','States':{'P':" + fanOut("", branch("A"), branch("B")) + "}}";
    var run =
        given(
                "{'StartAt':'M','States':{'M':{'Type':'Map','ItemProcessor':"
                    + inner
                    + ",'End':true}}}")
            .started("[1,2]");
    run.succeeded("A", "'a1'").succeeded("B", "'b1'").succeeded("A", "'a2'");
    run.failed("E", null);

    // when
    run.redriven().succeeded("'b2'");

    // then
    run.thenSucceeded("[['a1','b1'],['a2','b2']]");
  }

  @Test
  void shouldCountRetriesFromZero() {
    // given
    var run =
        given(
                "{'StartAt':'S','States':{'S':{"
                    + LAMBDA
                    + ",'Retry':[{'ErrorEquals':['E'],'MaxAttempts':1}],'End':true}}}")
            .started("{}")
            .failed("E", null)
            .advance(ofSeconds(1))
            .failed("E", null);

    // when
    run.redriven().failed("E", null).advance(ofSeconds(1));

    // then
    run.thenRuns().succeeded("7").thenSucceeded("7");
  }

  @Test
  void shouldStartTheTimeOutsAnew() {
    // given
    var run =
        given(
                "{'StartAt':'S','TimeoutSeconds':10,'States':{'S':{"
                    + LAMBDA
                    + ",'TimeoutSeconds':7,'End':true}}}")
            .started("{}")
            .advance(ofSeconds(5))
            .stopped(null, null)
            .advance(ofSeconds(60));

    // when
    run.redriven();

    // then
    assertThat(run.timerSeconds()).containsExactly(7L, 10L);
  }

  @Test
  void shouldWaitTheWholeTimeAgain() {
    // given
    var run =
        Scenario.givenState("'Type':'Wait','Seconds':30")
            .started("{}")
            .advance(ofSeconds(20))
            .stopped("Enough", null);

    // when
    run.redriven().advance(ofSeconds(29));

    // then
    run.thenRuns().advance(ofSeconds(1)).thenSucceeded("{}");
  }

  @Test
  void shouldEnterAFailStateAgain() {
    // given
    var run = given("{'StartAt':'F','States':{'F':{'Type':'Fail','Error':'E'}}}").started("{}");

    // when
    run.redriven().redriven();

    // then
    run.thenFailed("E", null);
    assertThat(run.events())
        .containsExactly(
            "1:ExecutionStarted<0",
            "2:FailStateEntered<0",
            "3:ExecutionFailed<2",
            "4:ExecutionRedriven<3",
            "5:FailStateEntered<2",
            "6:ExecutionFailed<5",
            "7:ExecutionRedriven<6",
            "8:FailStateEntered<5",
            "9:ExecutionFailed<8");
  }

  @Test
  void shouldEvaluateAChoiceAgain() {
    // given
    var run =
        given(
                "{'StartAt':'C','States':{'C':{'Type':'Choice','Choices':[{'Variable':'$.a','NumericEquals':1,'Next':'D'}]},'D':{'Type':'Pass','End':true}}}")
            .started("{'a':2}");

    // when
    run.redriven();

    // then
    assertThat(run.end().error()).isEqualTo("States.NoChoiceMatched");
    assertThat(run.eventsFrom(4)).containsExactly("4:ExecutionRedriven<3", "5:ExecutionFailed<2");
  }

  @Test
  void shouldKeepVariables() {
    // given
    var run =
        given(
                "{'StartAt':'A','QueryLanguage':'JSONata','States':{'A':{'Type':'Pass','Assign':{'x':5},'Next':'B'},'B':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'},'Output':'{% $x + $states.result %}','End':true}}}")
            .started("{}")
            .failed("E", null);

    // when
    run.redriven().succeeded("2");

    // then
    run.thenSucceeded("7");
  }

  @Test
  void shouldRunAParallelStateAnewIfItsOwnFieldsFailed() {
    // given
    var run =
        given(parallel("'ResultSelector':{'x.$':'$[0].none'},", branch("A")))
            .started("{}")
            .succeeded("'a'");

    // when
    run.redriven();

    // then
    assertThat(run.attempt().flow().state()).isEqualTo("A");
    assertThat(run.history().getLast().type().wireName()).isEqualTo("LambdaFunctionScheduled");
  }

  @Test
  void shouldTellTheContextObject() {
    // given
    var run =
        given(
                "{'StartAt':'S','States':{'S':{"
                    + LAMBDA
                    + ",'Parameters':{'n.$':'$$.Execution.RedriveCount','at.$':'$$.Execution.StartTime'},'End':true}}}")
            .started("{}")
            .failed("E", null);

    // when
    run.redriven();

    // then
    assertThat(run.command().parameters())
        .isEqualTo(Scenario.json("{'n':1,'at':'2026-01-01T00:00:00Z'}"));
  }

  @Test
  void shouldRememberTenTokensForFifteenMinutes() {
    // given
    Instant now = Scenario.START;
    Redriven redriven = null;
    for (int n = 1; n <= 11; n++) {
      redriven = Redriven.next(redriven, "token-" + n, now.plusSeconds(n));
    }

    // when / then
    assertThat(redriven.count()).isEqualTo(11);
    assertThat(redriven.dateOf("token-1", now)).isEmpty();
    assertThat(redriven.dateOf("token-2", now)).contains(now.plusSeconds(2));
    assertThat(redriven.dateOf("token-2", now.plusSeconds(903))).isEmpty();
    assertThat(redriven.dateOf(null, now)).isEmpty();
    assertThat(Redriven.of(11, redriven.date(), redriven.tokensAsJson())).isEqualTo(redriven);
  }

  @Test
  void shouldGoOnBehindAMapRunThatSucceeded() {
    // given
    var run =
        given(
                "{'StartAt':'M','States':{'M':"
                    + distributed("'Next':'A'")
                    + ",'A':{"
                    + LAMBDA
                    + ",'End':true}}}")
            .started("[1]");
    ended(run, 0, ExecutionStatus.SUCCEEDED).failed("E", null);

    // when
    run.redriven().succeeded("7");

    // then
    run.thenSucceeded("7");
    assertThat(run.effects(Effect.StartChild.class)).isEmpty();
  }

  @Test
  void shouldStartAnotherMapRunForOneThatFailed() {
    // given
    var run =
        given("{'StartAt':'M','States':{'M':" + distributed("'End':true") + "}}").started("[1,2]");
    ended(run, 0, ExecutionStatus.FAILED);
    int before = run.history().size();

    // when
    run.redriven();

    // then
    assertThat(run.eventsFrom(before + 1))
        .extracting(event -> event.replaceAll("^\\d+:|<\\d+$", ""))
        .containsExactly("ExecutionRedriven", "MapStateStarted", "MapRunStarted");
    ended(run, 0, ExecutionStatus.SUCCEEDED);
    ended(run, 1, ExecutionStatus.SUCCEEDED).thenSucceeded("[1,1]");
  }

  @Test
  void shouldRedriveMapRunsInsideOfBranches() {
    // given
    String branch = "{'StartAt':'M','States':{'M':" + distributed(RETRY + "'End':true") + "}}";
    var run = given(parallel("", branch, branch("B"))).started("[1]").succeeded("'b'");
    ended(run, 0, ExecutionStatus.FAILED).advance(ofSeconds(1));
    ended(run, 1, ExecutionStatus.FAILED).redriven();
    ended(run, 0, ExecutionStatus.FAILED).advance(ofSeconds(1));
    ended(run, 1, ExecutionStatus.FAILED);

    // when
    run.redriven();

    // then
    ended(run, 0, ExecutionStatus.SUCCEEDED).thenSucceeded("[[1],'b']");
  }

  @Test
  void shouldRedriveAMapInsideOfABranchWhoseItemsCannotBeMade() {
    // given
    String branch =
        "{'StartAt':'M','States':{'M':{'Type':'Map','Items':[1],'ItemSelector':'{% $none.x() %}',"
            + "'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Pass','End':true}}},'End':true}}}";
    var run =
        given(
                parallel("", branch)
                    .replace("{'StartAt':'P',", "{'QueryLanguage':'JSONata','StartAt':'P',"))
            .started("{}");

    // when
    run.redriven().redriven();

    // then
    assertThat(run.end().error()).isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void shouldRedriveAMapRunThatWasAbortedWithItsExecution() {
    // given
    var run =
        given("{'StartAt':'M','States':{'M':" + distributed("'End':true") + "}}")
            .started("[1]")
            .stopped(null, null);

    // when
    run.redriven();

    // then
    ended(run, 0, ExecutionStatus.SUCCEEDED).thenSucceeded("[1]");
  }

  /** The child that was started as the given one since the last redrive ends. */
  private static Scenario ended(Scenario run, int index, ExecutionStatus status) {
    ExecutionStart start = run.effects(Effect.StartChild.class).get(index).start();
    MapRunChild child = Objects.requireNonNull(start.childOf());
    boolean succeeded = status == ExecutionStatus.SUCCEEDED;
    return run.when(
        new Event.ChildFinished(
            run.now(),
            index,
            child.mapRun(),
            child.index(),
            child.itemCount(),
            new Event.FinishedChild(
                status,
                start.startDate(),
                run.now(),
                start.input(),
                succeeded ? Scenario.json("1") : null,
                succeeded ? null : "E",
                null)));
  }

  private static String distributed(String fields) {
    return "{'Type':'Map','ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
        + "'StartAt':'I','States':{'I':{'Type':'Pass','End':true}}},"
        + fields
        + "}";
  }

  private static String parallel(String fields, String... branches) {
    return "{'StartAt':'P','States':{'P':" + fanOut(fields, branches) + "}}";
  }

  private static String fanOut(String fields, String... branches) {
    return "{'Type':'Parallel',"
        + fields
        + "'Branches':["
        + String.join(",", branches)
        + "],'End':true}";
  }

  private static String branch(String name) {
    return "{'StartAt':'" + name + "','States':{'" + name + "':{" + LAMBDA + ",'End':true}}}";
  }

  private static String map(String fields) {
    return "{'StartAt':'M','States':{'M':{'Type':'Map',"
        + fields
        + "'ItemProcessor':"
        + branch("T")
        + ",'End':true}}}";
  }
}
