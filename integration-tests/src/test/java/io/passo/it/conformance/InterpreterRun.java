package io.passo.it.conformance;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.history.HistoryJson;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.FrameCodec;
import io.passo.asl.interpreter.Interpreter;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.Timer;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.parse.DefinitionParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs one execution of a case on the interpreter alone: time is data, Tasks are answered at once,
 * and every frame goes through its codec between two steps.
 */
final class InterpreterRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final TaskTokens TOKENS = (arn, attempt) -> "token-" + attempt;

  private final Interpreter interpreter;
  private final SimulatedTasks tasks;
  private final PriorityQueue<Event> results = new PriorityQueue<>(Comparator.comparing(Event::at));
  private final List<HistoryEvent> history = new ArrayList<>();
  private Instant now = START;
  private long entropy;
  private Effect.@Nullable FinishExecution finished;

  private InterpreterRun(Interpreter interpreter, SimulatedTasks tasks) {
    this.interpreter = interpreter;
    this.tasks = tasks;
  }

  /** What the run comes to. */
  static ActualRun of(ConformanceCase of, ConformanceCase.Run run, Environment environment) {
    StateMachine machine =
        DefinitionParser.parse(run.definition())
            .stateMachine()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Expected a valid definition but found "
                            + DefinitionParser.parse(run.definition()).errors()));
    SimulatedTasks tasks = new SimulatedTasks(of.functions(), environment);
    Interpreter interpreter =
        of.isExpress() ? DefaultInterpreter.forExpress(TOKENS) : new DefaultInterpreter(TOKENS);
    return new InterpreterRun(interpreter, tasks)
        .run(machine, start(run, of.isExpress(), environment));
  }

  private static ExecutionStart start(
      ConformanceCase.Run run, boolean express, Environment environment) {
    String prefix = "arn:aws:states:" + environment.region() + ":" + environment.account();
    String name = Objects.requireNonNullElse(run.name(), "execution-name");
    return new ExecutionStart(
        prefix
            + (express
                ? ":express:machine-name:" + name + ":00000000-0000-4000-8000-000000000000"
                : ":execution:machine-name:" + name),
        name,
        prefix + ":stateMachine:machine-name",
        "machine-name",
        "arn:aws:iam::" + environment.account() + ":role/role-name",
        "0",
        json(Objects.requireNonNullElse(run.input(), "{}")),
        START,
        null,
        null,
        null);
  }

  private static Json json(String text) {
    try {
      return Json.parse(text);
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException("Expected JSON but found " + text, e);
    }
  }

  private ActualRun run(StateMachine machine, ExecutionStart start) {
    ExecutionState state =
        step(ExecutionState.absent(machine), new Event.ExecutionStarted(now, ++entropy, start));
    while (finished == null) {
      Event event = next(state);
      now = event.at();
      state = step(state, event);
    }
    return new ActualRun(
        finished.status().name(),
        finished.output() == null ? null : finished.output().text(),
        finished.error(),
        finished.cause(),
        wire(history));
  }

  private ExecutionState step(ExecutionState before, Event event) {
    Decision decision = interpreter.decide(before, event);
    history.addAll(decision.history());
    for (Effect effect : decision.effects()) {
      switch (effect) {
        case Effect.ScheduleTask task -> results.add(tasks.answer(task, now).event());
        case Effect.FinishExecution finish -> finished = finish;
        case Effect.CancelTask ignored -> {}
      }
    }
    return ExecutionState.of(
        before.machine(),
        decision.next().frames().stream()
            .map(frame -> FrameCodec.decode(FrameCodec.encode(frame)))
            .toList());
  }

  /** The result or timer that is next in time. */
  private Event next(ExecutionState state) {
    Timer timer = state.pendingTimers().stream().min(Comparator.comparing(Timer::due)).orElse(null);
    Event result = results.peek();
    if (result != null && (timer == null || !timer.due().isBefore(result.at()))) {
      return results.remove();
    }
    if (timer == null) {
      throw new IllegalStateException("Expected the execution to go on but it waits for nothing");
    }
    Instant at = timer.due().isBefore(now) ? now : timer.due();
    return new Event.TimerFired(at, ++entropy, timer.id());
  }

  private static List<JsonNode> wire(List<HistoryEvent> events) {
    List<JsonNode> nodes = new ArrayList<>();
    HistoryJson json = new HistoryJson(true);
    for (HistoryEvent event : events) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (JsonGenerator generator = HistoryJson.generator(bytes)) {
        json.write(event, generator);
        generator.flush();
        nodes.add(JSON.readTree(bytes.toByteArray()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return nodes;
  }
}
