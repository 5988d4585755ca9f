package io.passo.coordinator.engine.express;

import static io.passo.coordinator.engine.express.MemoryExpress.failed;
import static io.passo.coordinator.engine.express.MemoryExpress.header;
import static io.passo.coordinator.engine.express.MemoryExpress.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.passo.asl.data.Json;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.parse.DefinitionParser;
import io.passo.coordinator.engine.StepQueue.RejectedException;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.engine.express.ExpressEnd.Billing;
import io.passo.protocol.ControlMessage;
import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpressRunsTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final String TASK =
      "{'Type':'Task','Resource':'arn:aws:lambda:us-east-1:000000000000:function:f'%s}";
  private static final String ONE_TASK = machine("'A':" + TASK.formatted(",'End':true"));

  private final List<HistoryEvent> history = new ArrayList<>();
  private String definition = ONE_TASK;
  private Instant now = START;
  private int started;
  private final MemoryExpress express =
      new MemoryExpress(
          hash -> DefinitionParser.parse(definition).stateMachine().orElseThrow(), () -> now, 3);

  private static String machine(String states) {
    return "{\"StartAt\":\"A\",\"States\":{" + states.replace('\'', '"') + "}}";
  }

  private ExpressRun start(String states, String input) {
    definition = machine(states);
    return start(input);
  }

  private ExpressRun start(String input) {
    String machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m";
    String arn = "arn:aws:states:us-east-1:000000000000:express:m:run:" + ++started;
    return express.runs.start(
        new ExecutionStart(
            arn, "run", machine, "m", "role", "0", json(input), now, null, null, null),
        history::addAll);
  }

  private static Json json(String text) {
    try {
      return Json.parse(text.replace('\'', '"'));
    } catch (io.passo.asl.data.InvalidJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void pass(Duration time) {
    express.ring(now.plus(time), step -> now = now.plus(step), () -> now);
  }

  private static String output(ExpressRun run) {
    return run.end().join().end().output().text();
  }

  @Test
  void shouldRunFromStartToEndInOneGo() {
    // when
    ExpressRun run = start("'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Succeed'}", "{'n':1}");

    // then
    assertThat(output(run)).isEqualTo("{\"n\":1}");
    assertThat(history)
        .extracting(event -> event.type().wireName())
        .containsExactly(
            "ExecutionStarted",
            "PassStateEntered",
            "PassStateExited",
            "SucceedStateEntered",
            "SucceedStateExited",
            "ExecutionSucceeded");
    assertThat(express.runs.running()).isZero();
    assertThat(express.alarms()).isZero();
  }

  @Test
  void shouldAskWorkersToAnswerHereBeforeTheLongestTimeIsOver() {
    // given
    ExpressRun run = start("{'n':1}");
    StepCommand command = express.commands.getFirst();

    // when
    express.report(command, succeeded(command, "[2]"));

    // then
    assertThat(command.replyTo()).isEqualTo("here");
    assertThat(command.deadline()).isEqualTo(START.plus(ExpressRun.LONGEST).toEpochMilli());
    assertThat(command.input().text()).isEqualTo("{\"n\":1}");
    assertThat(output(run)).isEqualTo("[2]");
  }

  @Test
  void shouldRetryAndCatch() {
    // given
    String retry =
        ",'Retry':[{'ErrorEquals':['Busy'],'IntervalSeconds':2,'MaxAttempts':2}],"
            + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'B'}],'End':true";
    express.workers(command -> Optional.of(failed(command, "Busy")));

    // when
    ExpressRun run = start("'A':" + TASK.formatted(retry) + ",'B':{'Type':'Succeed'}", "{}");
    pass(Duration.ofSeconds(1));
    int soon = express.commands.size();
    pass(Duration.ofSeconds(5));

    // then
    assertThat(soon).isEqualTo(1);
    assertThat(express.commands).extracting(StepCommand::retryCount).containsExactly(0, 1, 2);
    assertThat(output(run)).isEqualTo("{\"Error\":\"Busy\",\"Cause\":\"It broke.\"}");
  }

  @Test
  void shouldJoinTheIterationsOfAMap() {
    // given
    express.workers(command -> Optional.of(succeeded(command, command.input().text())));
    String map =
        "'A':{'Type':'Map','End':true,'ItemProcessor':{'StartAt':'T','States':{'T':%s}}}"
            .formatted(TASK.formatted(",'End':true"));
    String items = IntStream.range(0, 100).boxed().toList().toString();

    // when
    ExpressRun run = start(map, items);

    // then
    assertThat(json(output(run))).isEqualTo(json(items));
    assertThat(express.commands).hasSize(100);
  }

  @Test
  void shouldGoOnWhenAWaitIsOver() {
    // given
    ExpressRun run = start("'A':{'Type':'Wait','Seconds':30,'End':true}", "{}");

    // when
    pass(Duration.ofSeconds(29));
    boolean early = run.end().isDone();
    pass(Duration.ofSeconds(1));

    // then
    assertThat(early).isFalse();
    assertThat(run.end().join().end().stopDate()).isEqualTo(START.plusSeconds(30));
    assertThat(run.end().join().billing()).isEqualTo(new Billing(30_000, 64));
  }

  @Test
  void shouldTimeOutAfterFiveMinutes() {
    // given
    ExpressRun run = start("{}");

    // when
    pass(ExpressRun.LONGEST);

    // then
    assertThat(run.end().join().end().status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(run.end().join().end().error()).isEqualTo("States.Timeout");
    assertThat(express.control)
        .containsExactly(
            new ControlMessage.AttemptCancelled(
                express.commands.getFirst().key(), express.commands.getFirst().attempt()));
    assertThat(express.runs.running()).isZero();
  }

  @Test
  void shouldKeepTheShorterTimeOutOfTheMachine() {
    // given
    definition = ONE_TASK.replace("{\"StartAt\"", "{\"TimeoutSeconds\":7,\"StartAt\"");
    ExpressRun run = start("{}");

    // when
    pass(Duration.ofSeconds(7));

    // then
    assertThat(run.end().join().end().status()).isEqualTo(ExecutionStatus.TIMED_OUT);
  }

  @Test
  void shouldHaveNoLimitOnItsHistory() {
    // given
    String loop =
        "'A':{'Type':'Pass','Parameters':{'n.$':'States.MathAdd($.n, 1)'},'Next':'B'},"
            + "'B':{'Type':'Choice','Choices':[{'Variable':'$.n','NumericLessThan':9000,'Next':'A'}],"
            + "'Default':'C'},'C':{'Type':'Succeed'}";

    // when
    ExpressRun run = start(loop, "{'n':0}");
    pass(Duration.ofSeconds(1));

    // then
    assertThat(output(run)).isEqualTo("{\"n\":9000}");
    assertThat(history).hasSizeGreaterThan(25_000);
  }

  @Test
  void shouldStopWhenNobodyWaitsAnyMore() {
    // given
    ExpressRun run = start("{}");

    // when
    run.abandon();

    // then
    assertThat(history.getLast().type().wireName()).isEqualTo("ExecutionAborted");
    assertThat(express.control).hasSize(1);
    assertThat(express.runs.running()).isZero();
    assertThat(express.alarms()).isZero();
  }

  @Test
  void shouldRefuseMoreThanItMayRunAtATime() {
    // given
    List<ExpressRun> runs = IntStream.range(0, 3).mapToObj(n -> start("{}")).toList();
    boolean refused = isRefused();

    // when
    runs.getFirst().abandon();

    // then
    assertThat(refused).isTrue();
    assertThat(start("{}").end()).isNotDone();
  }

  private boolean isRefused() {
    assertThatThrownBy(() -> start("{}")).isInstanceOf(TooManyRunsException.class);
    return true;
  }

  @Test
  void shouldDropWhatIsNotSignedOrLate() {
    // given
    ExpressRun run = start("{}");
    StepCommand command = express.commands.getFirst();
    StepResult result = succeeded(command, "1");
    String foreign = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    // when
    express.report(foreign, result);
    boolean after = run.end().isDone();
    express.report(command, result);
    express.report(command, succeeded(command, "2"));

    // then
    assertThat(after).isFalse();
    assertThat(output(run)).isEqualTo("1");
    assertThat(express.counters.get("dropped.mac")).isOne();
    assertThat(express.counters.get("dropped.closed")).isOne();
  }

  @Test
  void shouldTellAWorkerWhetherAnAttemptIsOpen() {
    // given
    start("{}");
    StepCommand command = express.commands.getFirst();
    StepResult.Question question = new StepResult.Question("q", "worker-1");

    // when
    express.report(command, new StepResult.Ask(header(command), question));
    express.report(command, new StepResult.Claim(header(command), question, "0/1", 1));
    express.report(command, succeeded(command, "1"));
    express.report(command, new StepResult.Ask(header(command), question));

    // then
    assertThat(express.replies).allMatch(reply -> reply.instanceId().equals("worker-1"));
    assertThat(express.replies)
        .extracting(reply -> reply.reply())
        .containsExactly(
            new Reply.AttemptOpen("q"), new Reply.AttemptOpen("q"), new Reply.TaskClosed("q"));
  }

  @Test
  void shouldFailATaskThatCannotBeHandedOut() {
    // given
    express.refuse(new RejectedException("too large"));
    ExpressRun rejected = start("{}");
    express.refuse(new IllegalStateException("no acknowledgement"));
    String caught = ",'Catch':[{'ErrorEquals':['States.TaskFailed'],'Next':'B'}],'End':true";

    // when
    ExpressRun run = start("'A':" + TASK.formatted(caught) + ",'B':{'Type':'Succeed'}", "{}");

    // then
    assertThat(rejected.end().join().end().error()).isEqualTo("States.Runtime");
    assertThat(run.end().join().end().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void shouldTellWhoWaitsThatTheInstanceStops() {
    // given
    ExpressRun run = start("{}");

    // when
    express.runs.close();

    // then
    assertThat(run.end())
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .withCauseInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> start("{}")).isInstanceOf(UnavailableException.class);
  }

  @Test
  void shouldBillMemoryByTheMostPayloadHeld() {
    // given
    String big = "'" + "x".repeat(250_000) + "'";
    String branches =
        IntStream.range(0, 70)
            .mapToObj(n -> "{'StartAt':'T%d','States':{'T%d':%s}}".formatted(n, n, waits()))
            .collect(java.util.stream.Collectors.joining(","));
    ExpressRun run =
        start(
            "'A':{'Type':'Parallel','Branches':[" + branches + "],'ResultPath':null,'End':true}",
            big);

    // when
    pass(Duration.ofMillis(1_050));

    // then
    assertThat(run.end().join().billing()).isEqualTo(new Billing(1_000, 128));
  }

  private static String waits() {
    return "{'Type':'Wait','Seconds':1,'OutputPath':null,'End':true}";
  }
}
