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
import io.passo.asl.interpreter.MapRunChild;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.Timer;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.ParseResult;
import io.passo.asl.validate.DefinitionChecker;
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
  private Instant now;
  private long entropy;
  private Effect.@Nullable FinishExecution finished;

  private InterpreterRun(Interpreter interpreter, SimulatedTasks tasks, Instant now) {
    this.interpreter = interpreter;
    this.tasks = tasks;
    this.now = now;
  }

  /** What the run comes to. */
  static ActualRun of(ConformanceCase of, ConformanceCase.Run run, Environment environment) {
    ParseResult created =
        DefinitionChecker.check(
            run.definition(),
            of.isExpress() ? StateMachineType.EXPRESS : StateMachineType.STANDARD);
    StateMachine machine =
        created
            .stateMachine()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Expected a definition that can be created but found " + created.errors()));
    SimulatedTasks tasks = new SimulatedTasks(of.functions(), environment);
    Interpreter interpreter =
        of.isExpress() ? DefaultInterpreter.forExpress(TOKENS) : new DefaultInterpreter(TOKENS);
    InterpreterRun running = new InterpreterRun(interpreter, tasks, START);
    return running.toActual(running.finish(machine, start(run, of.isExpress(), environment)));
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

  private Effect.FinishExecution finish(StateMachine machine, ExecutionStart start) {
    ExecutionState state =
        step(ExecutionState.absent(machine), new Event.ExecutionStarted(now, ++entropy, start));
    Effect.FinishExecution end = finished;
    while (end == null) {
      Event event = next(state);
      now = event.at();
      state = step(state, event);
      end = finished;
    }
    return end;
  }

  private ActualRun toActual(Effect.FinishExecution end) {
    return new ActualRun(
        end.status().name(),
        end.output() == null ? null : end.output().text(),
        end.error(),
        end.cause(),
        wire(history));
  }

  /** Runs a child execution of a Map Run to its end; what it tells its parent then. */
  private Event child(ExecutionStart start, StateMachine definition) {
    Effect.FinishExecution end =
        new InterpreterRun(interpreter, tasks, start.startDate())
            .finish(start.machineOf(definition), start);
    MapRunChild child = Objects.requireNonNull(start.childOf());
    return new Event.ChildFinished(
        end.stopDate(),
        ++entropy,
        child.mapRun(),
        child.index(),
        child.itemCount(),
        new Event.FinishedChild(
            end.status(),
            start.startDate(),
            end.stopDate(),
            start.input(),
            end.output(),
            end.error(),
            end.cause()));
  }

  private ExecutionState step(ExecutionState before, Event event) {
    Decision decision = interpreter.decide(before, event);
    history.addAll(decision.history());
    for (Effect effect : decision.effects()) {
      switch (effect) {
        case Effect.ScheduleTask task -> results.add(tasks.answer(task, now).event());
        case Effect.FinishExecution finish -> finished = finish;
        case Effect.StartChild(ExecutionStart child) -> results.add(child(child, before.machine()));
        case Effect.CancelTask ignored -> {}
        case Effect.StopChild ignored -> {}
        case Effect.MapRunChanged ignored -> {}
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
