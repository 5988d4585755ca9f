package io.passo.asl.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transitions that have to wait (operations.md §8.2) are not errors: they happen later. */
class PaceTest {
  private static final Instant NOW = Scenario.start("{}").startDate();
  private static final Instant LATER = NOW.plusSeconds(2);
  private static final Duration EACH = Duration.ofMillis(500);
  private static final Json INPUT = Scenario.json("{'n':1}");

  private final Interpreter interpreter = new DefaultInterpreter((arn, attempt) -> "token");

  private static ExecutionState absent(String definition) {
    StateMachine machine =
        DefinitionParser.parse(Scenario.quoted(definition)).stateMachine().orElseThrow();
    return ExecutionState.absent(machine);
  }

  private Decision started(String definition, Pace pace) {
    ExecutionStart start = Scenario.start(INPUT.text());
    return interpreter.decide(absent(definition), new Event.ExecutionStarted(NOW, 1, start), pace);
  }

  private static List<String> types(Decision decision) {
    return decision.history().stream()
        .map(HistoryEvent::details)
        .map(details -> details.getClass().getSimpleName())
        .toList();
  }

  private static List<Timer> timers(Decision decision) {
    return decision.next().frames().stream().flatMap(frame -> frame.timers().stream()).toList();
  }

  @Test
  void shouldEnterAStateLaterIfItMayNotNow() {
    // given
    String definition =
        "{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','End':true}}}";

    // when
    Decision started = started(definition, new Pace(0, LATER, EACH));

    // then
    assertThat(types(started)).containsExactly("ExecutionStarted");
    Timer timer = timers(started).getFirst();
    assertThat(timer.id().kind()).isEqualTo(TimerKind.CONTINUE);
    assertThat(timer.due()).isEqualTo(LATER);

    // when
    Event due = new Event.TimerFired(LATER, 2, timer.id());
    Decision one = interpreter.decide(started.next(), due, new Pace(1, LATER.plusSeconds(1), EACH));
    Decision all = interpreter.decide(started.next(), due);

    // then
    assertThat(types(one)).containsExactly("StateEntered", "StateExited");
    assertThat(timers(one).getFirst().due()).isEqualTo(LATER.plusSeconds(1));
    assertThat(all.next().exists()).isFalse();
  }

  @Test
  void shouldLetFlowsGoOnOneAfterTheOther() {
    // given
    String branch = "{'StartAt':'%s','States':{'%s':{'Type':'Pass','End':true}}}";
    String definition =
        "{'StartAt':'P','States':{'P':{'Type':'Parallel','End':true,'Branches':["
            + branch.formatted("A", "A")
            + ","
            + branch.formatted("B", "B")
            + ","
            + branch.formatted("C", "C")
            + "]}}}";

    // when
    Decision started = started(definition, new Pace(2, LATER, EACH));

    // then
    assertThat(timers(started)).extracting(Timer::due).containsExactly(LATER, LATER.plus(EACH));
  }

  @Test
  void shouldStillEndWhatWaits() {
    // given
    String definition = "{'StartAt':'A','States':{'A':{'Type':'Pass','End':true}}}";
    Decision started = started(definition, new Pace(0, LATER, EACH));

    // when
    Decision stopped =
        interpreter.decide(
            started.next(), new Event.StopRequested(NOW, 3, null, null), new Pace(0, LATER, EACH));

    // then
    assertThat(types(stopped)).containsExactly("Failure");
    assertThat(stopped.next().exists()).isFalse();
  }
}
