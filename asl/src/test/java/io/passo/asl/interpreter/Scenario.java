package io.passo.asl.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Event.FailureKind;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.TaskState;
import io.passo.asl.parse.DefinitionParser;
import io.passo.asl.parse.ParseResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small language over {@code decide}: an execution, what happens to it, and what it shows. The
 * clock is data. Every step also checks what must hold for all of them: the same event gives the
 * same decision, the changes make the next state, every frame survives its codec, event ids have no
 * gap, and what was applied once does nothing when it comes again.
 */
final class Scenario {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String ARN = "arn:aws:states:us-east-1:000000000000:execution:machine:run";

  private final Interpreter interpreter =
      new DefaultInterpreter((arn, attempt) -> "token-" + attempt);
  private final List<HistoryEvent> history = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Map<FrameId, byte[]> store = new HashMap<>();
  private ExecutionState state;
  private Decision last;
  private Instant now = START;
  private long entropy = 1;
  private String input = "{}";
  private @Nullable Redriven redriven;

  private Scenario(StateMachine machine) {
    this.state = ExecutionState.absent(machine);
    this.last = Decision.none(state);
  }

  /** An execution of a definition; text without double quotes is read with single ones for them. */
  static Scenario given(String definition) {
    ParseResult result = DefinitionParser.parse(quoted(definition));
    return new Scenario(
        result
            .stateMachine()
            .orElseThrow(() -> new AssertionError("Invalid definition: " + result.errors())));
  }

  /** An execution of one state named {@code S}, given by its fields without {@code End}. */
  static Scenario givenState(String fields) {
    return given("{\"StartAt\":\"S\",\"States\":{\"S\":{" + quoted(fields) + ",\"End\":true}}}");
  }

  static String quoted(String text) {
    return text.contains("\"") ? text : text.replace('\'', '"');
  }

  static Json json(String text) {
    try {
      return Json.parse(quoted(text));
    } catch (InvalidJsonException e) {
      throw new AssertionError("Expected JSON but found " + text, e);
    }
  }

  static ExecutionStart start(String input) {
    return new ExecutionStart(
        ARN,
        "run",
        "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
        "machine",
        "arn:aws:iam::000000000000:role/r",
        "hash",
        json(input),
        START,
        null,
        null,
        null);
  }

  Scenario started(String input) {
    this.input = input;
    return when(new Event.ExecutionStarted(now, entropy, start(input)));
  }

  /** Something happens. */
  Scenario when(Event event) {
    Decision decision = interpreter.decide(state, event);
    checkProperties(event, decision);
    history.addAll(decision.history());
    effects.addAll(decision.effects());
    last = decision;
    state = reload(decision.next());
    entropy++;
    return this;
  }

  private void checkProperties(Event event, Decision decision) {
    Decision again = interpreter.decide(state, event);
    assertThat(again.changes()).isEqualTo(decision.changes());
    assertThat(again.history()).isEqualTo(decision.history());
    assertThat(again.effects()).isEqualTo(decision.effects());
    long id = event instanceof Event.RedriveRequested ? history.size() + 1L : state.nextEventId();
    for (HistoryEvent written : decision.history()) {
      assertThat(written.id()).isEqualTo(id++);
    }
    for (FrameChange change : decision.changes()) {
      if (change.frame() == null) {
        store.remove(change.id());
      } else {
        store.put(change.id(), FrameCodec.encode(change.frame()));
      }
    }
    assertThat(reload(decision.next()).frames())
        .as("changes make the next state")
        .containsExactlyInAnyOrderElementsOf(decision.next().frames());
    if (appliesOnce(event, decision)) {
      assertThat(interpreter.decide(decision.next(), event).isEmpty())
          .as("%s once more does nothing", event)
          .isTrue();
    }
  }

  /**
   * A heartbeat may come any number of times; a start after the end is kept off by closed names, a
   * redrive by its token.
   */
  private static boolean appliesOnce(Event event, Decision decision) {
    return switch (event) {
      case Event.TaskHeartbeat ignored -> false;
      case Event.MapRunUpdated ignored -> false;
      case Event.ExecutionStarted ignored -> decision.next().exists();
      case Event.RedriveRequested ignored -> decision.next().exists();
      case Event.EngineFailed failed -> failed.start() == null;
      default -> true;
    };
  }

  private ExecutionState reload(ExecutionState next) {
    List<Frame> frames = store.values().stream().map(FrameCodec::decode).toList();
    return ExecutionState.of(next.machine(), frames);
  }

  /** The open attempt of the Task state of that name. */
  OpenAttempt attempt(String stateName) {
    return state.openAttempts().stream()
        .filter(attempt -> attempt.flow().state().equals(stateName))
        .min(Comparator.comparingLong(OpenAttempt::id))
        .orElseThrow(() -> new AssertionError("No open attempt of " + stateName));
  }

  /** The only open attempt. */
  OpenAttempt attempt() {
    assertThat(state.openAttempts()).hasSize(1);
    return state.openAttempts().getFirst();
  }

  Scenario succeeded(String output) {
    return succeeded(attempt().id(), output);
  }

  Scenario succeeded(String stateName, String output) {
    return succeeded(attempt(stateName).id(), output);
  }

  Scenario succeeded(long attempt, String output) {
    return when(new Event.TaskSucceeded(now, entropy, attempt, json(output)));
  }

  Scenario failed(@Nullable String error, @Nullable String cause) {
    return failed(attempt().id(), error, cause);
  }

  Scenario failed(long attempt, @Nullable String error, @Nullable String cause) {
    return failed(attempt, FailureKind.FAILED, error, cause);
  }

  Scenario failed(long attempt, FailureKind kind, @Nullable String error, @Nullable String cause) {
    return when(new Event.TaskFailed(now, entropy, attempt, kind, error, cause));
  }

  Scenario taken(@Nullable String worker) {
    return when(new Event.TaskStarted(now, entropy, attempt().id(), worker));
  }

  Scenario submitted(String output) {
    return when(new Event.TaskSubmitted(now, entropy, attempt().id(), json(output)));
  }

  Scenario heartbeat() {
    return when(new Event.TaskHeartbeat(now, entropy, attempt().id()));
  }

  /** {@code RedriveExecution} of the execution, which has ended. */
  Scenario redriven() {
    return redriven(List.of());
  }

  /** The same with Map Runs that can go on. */
  Scenario redriven(List<PastMapRun> mapRuns) {
    redriven = Redriven.next(redriven, null, now);
    ExecutionStart facts = start(input);
    effects.clear();
    return when(
        new Event.RedriveRequested(
            now,
            entropy,
            new ExecutionStart(
                facts.executionArn(),
                facts.name(),
                facts.stateMachineArn(),
                facts.stateMachineName(),
                facts.roleArn(),
                facts.definitionHash(),
                facts.input(),
                facts.startDate(),
                null,
                null,
                null,
                null,
                redriven),
            List.copyOf(history),
            mapRuns));
  }

  Scenario stopped(@Nullable String error, @Nullable String cause) {
    return when(new Event.StopRequested(now, entropy, error, cause));
  }

  /** Time passes; timers that become due fire in their order. */
  Scenario advance(Duration duration) {
    Instant until = now.plus(duration);
    for (Optional<Timer> due = due(until); due.isPresent(); due = due(until)) {
      now = due.get().due().isBefore(now) ? now : due.get().due();
      when(new Event.TimerFired(now, entropy, due.get().id()));
    }
    now = until;
    return this;
  }

  /** The time after the clock has gone on by itself; nothing fires. */
  Instant passed(Duration duration) {
    now = now.plus(duration);
    return now;
  }

  private Optional<Timer> due(Instant until) {
    return state.pendingTimers().stream()
        .filter(timer -> !timer.due().isAfter(until))
        .min(Comparator.comparing(Timer::due).thenComparing(timer -> timer.id().toString()));
  }

  ExecutionState state() {
    return state;
  }

  Decision last() {
    return last;
  }

  Instant now() {
    return now;
  }

  List<HistoryEvent> history() {
    return history;
  }

  /** The history in short: {@code 2:PassStateEntered<0}. */
  List<String> events() {
    return history.stream()
        .map(e -> e.id() + ":" + e.type().wireName() + "<" + e.previousEventId())
        .toList();
  }

  /** The history in short, from an event on. */
  List<String> eventsFrom(int id) {
    return events().subList(id - 1, history.size());
  }

  /** Effects of all steps of that kind. */
  <E extends Effect> List<E> effects(Class<E> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The latest command to run a Task. */
  Effect.ScheduleTask command() {
    return effects(Effect.ScheduleTask.class).getLast();
  }

  /** Seconds until each pending timer. */
  List<Long> timerSeconds() {
    return state.pendingTimers().stream()
        .map(timer -> Duration.between(now, timer.due()).toSeconds())
        .sorted()
        .toList();
  }

  /** How the execution ended. */
  Effect.FinishExecution end() {
    List<Effect.FinishExecution> ends = effects(Effect.FinishExecution.class);
    assertThat(ends).as("ends of the execution").hasSize(1);
    return ends.getFirst();
  }

  Scenario thenSucceeded(String output) {
    assertThat(end().status()).as("%s", end()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(end().output()).isEqualTo(json(output));
    assertThat(state.exists()).isFalse();
    assertThat(store).isEmpty();
    return this;
  }

  Scenario thenFailed(@Nullable String error, @Nullable String cause) {
    assertThat(end().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(end().error()).isEqualTo(error);
    assertThat(end().cause()).isEqualTo(cause);
    assertThat(store).isEmpty();
    return this;
  }

  Scenario thenRuns() {
    assertThat(effects(Effect.FinishExecution.class)).isEmpty();
    assertThat(state.exists()).isTrue();
    return this;
  }

  /** Whether the state of that name is a Task that waits. */
  boolean waitsIn(String stateName) {
    return state.openAttempts().stream()
        .anyMatch(
            open ->
                open.flow().state().equals(stateName)
                    && state.machine().state(stateName) instanceof TaskState);
  }
}
