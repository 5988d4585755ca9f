package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.Event.FinishedChild;
import io.passo.asl.interpreter.PastMapRun.Child;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A Map Run goes on where it stood; its children are told by their dates. */
class MapRunRedriveTest {
  private static final String PROCESSOR =
      "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
          + "'StartAt':'B','States':{'B':{'Type':'Pass','End':true}}}";

  private static final String WRITER =
      "'ResultWriter':{'Resource':'arn:aws:states:::s3:putObject','Parameters':{'Bucket':'b'}},";

  private final List<Child> ended = new ArrayList<>();
  private Scenario run = Scenario.givenState("'Type':'Map'," + PROCESSOR);

  private void given(String fields) {
    run = Scenario.givenState("'Type':'Map'," + fields + PROCESSOR);
  }

  private List<ExecutionStart> told() {
    return run.effects(Effect.StartChild.class).stream().map(Effect.StartChild::start).toList();
  }

  private MapRun mapRun() {
    return run.effects(Effect.MapRunChanged.class).getLast().mapRun();
  }

  private void ends(int index, ExecutionStatus status) {
    ExecutionStart start =
        told().stream()
            .filter(child -> Objects.requireNonNull(child.childOf()).index() == index)
            .findFirst()
            .orElseThrow();
    Redriven redriven = start.redriven();
    ends(start, status, redriven == null ? null : redriven.date());
  }

  private void ends(ExecutionStart start, ExecutionStatus status, @Nullable Instant at) {
    MapRunChild child = Objects.requireNonNull(start.childOf());
    boolean succeeded = status == ExecutionStatus.SUCCEEDED;
    var output = succeeded ? json("'out " + child.index() + "'") : null;
    ended.removeIf(past -> past.executionArn().equals(start.executionArn()));
    ended.add(new Child(start.executionArn(), child.itemCount(), status, output));
    run.when(
        new Event.ChildFinished(
            run.now(),
            child.index(),
            child.mapRun(),
            child.index(),
            child.itemCount(),
            new FinishedChild(
                status,
                start.startDate(),
                run.now(),
                start.input(),
                output,
                succeeded ? null : "Broken",
                null,
                at)));
  }

  /** As the database knows it once the children that ran have been stopped. */
  private PastMapRun past(int nextItem, int redrives) {
    MapRun last = mapRun();
    List<Child> children = new ArrayList<>(ended);
    for (ExecutionStart child : told()) {
      if (children.stream().noneMatch(past -> past.executionArn().equals(child.executionArn()))) {
        int items = Objects.requireNonNull(child.childOf()).itemCount();
        children.add(new Child(child.executionArn(), items, ExecutionStatus.ABORTED, null));
      }
    }
    return new PastMapRun(
        last.arn(),
        last.startedAt(),
        last.limits(),
        last.items().total(),
        nextItem,
        redrives,
        children,
        0,
        0);
  }

  private void failAtTheSecondOfFour() {
    given("'MaxConcurrency':3,");
    run.started("[1,2,3,4]");
    ends(0, ExecutionStatus.SUCCEEDED);
    ends(1, ExecutionStatus.FAILED);
    assertThat(run.end().error()).isEqualTo("States.ExceedToleratedFailureThreshold");
  }

  @Test
  void shouldKeepWhatSucceededAndRedriveTheRest() {
    // given
    failAtTheSecondOfFour();
    String arn = mapRun().arn();
    List<String> before = told().stream().map(ExecutionStart::executionArn).toList();

    // when
    run.redriven(List.of(past(4, 0)));
    int waiting = mapRun().children().pendingRedrive();
    run.advance(Duration.ZERO);

    // then
    assertThat(waiting).isEqualTo(3);
    assertThat(mapRun().children().pendingRedrive()).isZero();
    assertThat(mapRun().arn()).isEqualTo(arn);
    assertThat(mapRun().redriveCount()).isEqualTo(1);
    assertThat(mapRun().redriveDate()).isEqualTo(run.now());
    assertThat(mapRun().items().ended().succeeded()).isEqualTo(1);
    assertThat(mapRun().items().running()).isEqualTo(3);
    assertThat(told())
        .extracting(ExecutionStart::executionArn)
        .containsExactlyElementsOf(before.subList(1, 4));
    assertThat(told())
        .allSatisfy(
            child ->
                assertThat(Objects.requireNonNull(child.redriven()).date()).isEqualTo(run.now()));
    ends(3, ExecutionStatus.SUCCEEDED);
    ends(1, ExecutionStatus.SUCCEEDED);
    ends(2, ExecutionStatus.SUCCEEDED);
    run.thenSucceeded("['out 0','out 1','out 2','out 3']".replace('\'', '"'));
    assertThat(run.eventsFrom(8))
        .containsExactly(
            "8:ExecutionRedriven<7",
            "9:MapRunRedriven<6",
            "10:MapRunSucceeded<9",
            "11:MapStateSucceeded<10",
            "12:MapStateExited<10",
            "13:ExecutionSucceeded<12");
  }

  @Test
  void shouldNotTakeAnEndFromBeforeTheRedriveForAnother() {
    // given
    failAtTheSecondOfFour();
    ExecutionStart late = told().get(2);
    run.redriven(List.of(past(4, 0))).advance(Duration.ZERO);

    // when
    ends(late, ExecutionStatus.ABORTED, null);

    // then
    assertThat(mapRun().status()).isEqualTo(MapRun.Status.RUNNING);
    assertThat(mapRun().items().running()).isEqualTo(3);
  }

  @Test
  void shouldBeginItemsThatNoChildWasGivenAndKeepToTheConcurrency() {
    // given
    given("'MaxConcurrency':1,");
    run.started("[1,2,3]");
    ends(0, ExecutionStatus.FAILED);

    // when
    run.redriven(List.of(past(1, 0))).advance(Duration.ZERO);

    // then
    assertThat(mapRun().items().pending()).isEqualTo(2);
    ends(0, ExecutionStatus.SUCCEEDED);
    ends(1, ExecutionStatus.SUCCEEDED);
    assertThat(told()).hasSize(3);
    assertThat(told().get(1).redriven()).isNull();
    assertThat(told().get(1).input()).isEqualTo(json("2"));
    ends(2, ExecutionStatus.SUCCEEDED);
    run.thenSucceeded("['out 0','out 1','out 2']".replace('\'', '"'));
  }

  @Test
  void shouldGoOnAgainAndAgain() {
    // given
    failAtTheSecondOfFour();
    run.redriven(List.of(past(4, 0))).advance(Duration.ZERO);
    ends(1, ExecutionStatus.SUCCEEDED);
    ends(2, ExecutionStatus.FAILED);

    // when
    run.redriven(List.of(past(4, 1))).advance(Duration.ofSeconds(1));

    // then
    assertThat(mapRun().redriveCount()).isEqualTo(2);
    assertThat(told()).hasSize(2);
    ends(2, ExecutionStatus.SUCCEEDED);
    ends(3, ExecutionStatus.SUCCEEDED);
    run.thenSucceeded("['out 0','out 1','out 2','out 3']".replace('\'', '"'));
  }

  @Test
  void shouldGoOnWithWhatHasBeenPublished() {
    // given
    given("'MaxConcurrency':3," + WRITER);
    run.started("[1,2,3,4]");
    ends(0, ExecutionStatus.SUCCEEDED);
    ends(1, ExecutionStatus.FAILED);
    ends(2, ExecutionStatus.ABORTED);
    ends(3, ExecutionStatus.ABORTED);
    run.succeeded("{}");
    run.succeeded("{'Bucket':'b','Key':'m'}");
    assertThat(run.end().error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    String arn = mapRun().arn();
    List<Long> attempts =
        run.effects(Effect.ScheduleTask.class).stream().map(Effect.ScheduleTask::attempt).toList();
    PastMapRun past = past(4, 0);
    List<Child> unsuccessful =
        past.children().stream()
            .filter(child -> child.status() != ExecutionStatus.SUCCEEDED)
            .toList();

    // when
    run.redriven(
            List.of(
                new PastMapRun(
                    past.arn(),
                    past.startedAt(),
                    past.limits(),
                    past.total(),
                    past.nextItem(),
                    0,
                    unsuccessful,
                    1,
                    1)))
        .advance(Duration.ZERO);
    ends(1, ExecutionStatus.SUCCEEDED);
    ends(2, ExecutionStatus.SUCCEEDED);
    ends(3, ExecutionStatus.SUCCEEDED);
    run.succeeded("{}");
    run.succeeded("{'Bucket':'b','Key':'m'}");

    // then
    assertThat(mapRun().arn()).isEqualTo(arn);
    assertThat(mapRun().children().ended().succeeded()).isEqualTo(4);
    List<String> asked =
        run.effects(Effect.ScheduleTask.class).stream()
            .map(call -> call.parameters().text())
            .toList();
    assertThat(asked).hasSize(2);
    assertThat(asked.getLast())
        .contains("\"First\":130000,\"Parts\":130001,\"Redrives\":1,\"Succeeded\":4");
    assertThat(run.effects(Effect.ScheduleTask.class))
        .extracting(Effect.ScheduleTask::attempt)
        .doesNotContainAnyElementsOf(attempts);
    run.thenSucceeded(
        "{'MapRunArn':'%s','ResultWriterDetails':{'Bucket':'b','Key':'m'}}"
            .formatted(arn)
            .replace('\'', '"'));
  }

  @Test
  void shouldBeginAnotherMapRunIfNothingWasPublished() {
    // given
    given("'MaxConcurrency':3," + WRITER);
    run.started("[1]");
    ends(0, ExecutionStatus.SUCCEEDED);
    run.failed("States.ResultWriterFailed", "no such bucket");
    String arn = mapRun().arn();

    // when
    run.redriven(List.of(past(1, 0))).advance(Duration.ZERO);

    // then
    assertThat(mapRun().arn()).isNotEqualTo(arn);
  }

  @Test
  void shouldBeginAnotherMapRunWhenItCannotGoOn() {
    // given
    failAtTheSecondOfFour();
    String arn = mapRun().arn();
    PastMapRun past = past(4, 0);
    PastMapRun incomplete =
        new PastMapRun(
            past.arn(),
            past.startedAt(),
            past.limits(),
            past.total() + 1,
            past.nextItem(),
            0,
            past.children(),
            0,
            0);

    // when
    run.redriven(List.of(incomplete));

    // then
    assertThat(mapRun().arn()).isNotEqualTo(arn);
    assertThat(told()).hasSize(3).allSatisfy(child -> assertThat(child.redriven()).isNull());
  }
}
