package io.passo.asl.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Map Runs that wait because their account has too many open ones. */
class MapRunBacklogTest {
  private static final String PROCESSOR =
      "'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
          + "'StartAt':'P','States':{'P':{'Type':'Pass','End':true}}}";
  private static final String READER =
      "'ItemReader':{'Resource':'arn:aws:states:::s3:getObject','ReaderConfig':{'InputType':'JSONL'},"
          + "'Parameters':{'Bucket':'b','Key':'k'}},";

  private final AtomicBoolean hasRoom = new AtomicBoolean();
  private final DefaultInterpreter interpreter =
      new DefaultInterpreter(
          (arn, attempt) -> "t",
          LanguageLimits.STRICT,
          TaskPermissions.ALL,
          (start, mapRun, startedAt) -> hasRoom.get(),
          KnownActivities.ALL);

  private Decision started(String fields, String input) {
    String definition =
        "{'StartAt':'M','States':{'M':{'Type':'Map','End':true," + fields + PROCESSOR + "}}}";
    StateMachine machine =
        DefinitionParser.parse(Scenario.quoted(definition)).stateMachine().orElseThrow();
    return interpreter.decide(
        ExecutionState.absent(machine),
        new Event.ExecutionStarted(Scenario.START, 1, Scenario.start(input)));
  }

  private Decision fired(Decision before) {
    Timer look = before.next().pendingTimers().getFirst();
    return interpreter.decide(before.next(), new Event.TimerFired(look.due(), 2, look.id()));
  }

  private static MapRun mapRun(Decision decision) {
    return effects(decision, Effect.MapRunChanged.class).getLast().mapRun();
  }

  private static <T extends Effect> List<T> effects(Decision decision, Class<T> type) {
    return decision.effects().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void shouldWaitBehindMapRunStarted() {
    // when
    Decision waits = started("", "[1,2]");

    // then
    assertThat(waits.history().getLast().type()).hasToString("MAP_RUN_STARTED");
    assertThat(effects(waits, Effect.StartChild.class)).isEmpty();
    assertThat(mapRun(waits).status()).isEqualTo(MapRun.Status.RUNNING);
    assertThat(mapRun(waits).items().total()).isZero();
  }

  @Test
  void shouldBeginWhenThereIsRoom() {
    // given
    Decision waits = fired(started("", "[1,2]"));
    assertThat(effects(waits, Effect.StartChild.class)).isEmpty();

    // when
    hasRoom.set(true);
    Decision begun = fired(waits);

    // then
    assertThat(effects(begun, Effect.StartChild.class)).hasSize(2);
    assertThat(mapRun(begun).items().total()).isEqualTo(2);
    assertThat(begun.next().pendingTimers()).isEmpty();
  }

  @Test
  void shouldReadNothingWhileItWaits() {
    // given
    Decision waits = started(READER, "{}");
    assertThat(effects(waits, Effect.ScheduleTask.class)).isEmpty();

    // when
    hasRoom.set(true);
    Decision begun = fired(waits);

    // then
    assertThat(effects(begun, Effect.ScheduleTask.class)).hasSize(1);
  }

  @Test
  void shouldLookLessOftenTheLongerItHasWaited() {
    // given
    Decision waits = started("", "[1]");
    Instant first = waits.next().pendingTimers().getFirst().due();

    // when
    for (int i = 0; i < 60; i++) {
      waits = fired(waits);
    }

    // then
    Instant at = waits.next().pendingTimers().getFirst().due();
    Instant after = fired(waits).next().pendingTimers().getFirst().due();
    assertThat(first).isEqualTo(Scenario.START.plusSeconds(1));
    assertThat(after).isEqualTo(at.plusSeconds(10));
  }

  @Test
  void shouldTakeUpdatesWhileItWaits() {
    // given
    Decision waits = started("", "[1,2]");

    // when
    Decision updated =
        interpreter.decide(
            waits.next(),
            new Event.MapRunUpdated(
                Scenario.START.plusMillis(1), 2, mapRun(waits).frame(), 1L, null, null));

    // then
    assertThat(effects(updated, Effect.StartChild.class)).isEmpty();
    assertThat(mapRun(updated).limits().maxConcurrency()).isEqualTo(1);
    hasRoom.set(true);
    assertThat(effects(fired(updated), Effect.StartChild.class)).hasSize(1);
  }

  @Test
  void shouldEndWithItsExecution() {
    // given
    Decision waits = started("", "[1,2]");

    // when
    Decision stopped =
        interpreter.decide(waits.next(), new Event.StopRequested(Scenario.START, 2, null, null));

    // then
    assertThat(mapRun(stopped).status()).isEqualTo(MapRun.Status.ABORTED);
    assertThat(stopped.next().frames()).isEmpty();
  }
}
