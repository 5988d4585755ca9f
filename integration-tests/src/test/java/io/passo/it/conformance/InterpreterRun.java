package io.passo.it.conformance;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.history.HistoryJson;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.FrameCodec;
import io.passo.asl.interpreter.Interpreter;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.local.LocalCalls;
import io.passo.asl.local.LocalResult;
import io.passo.asl.local.LocalRun;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.ParseResult;
import io.passo.asl.validate.DefinitionChecker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs one execution of a case on the interpreter alone: time is data, Tasks are answered at once,
 * and every frame goes through its codec between two steps.
 */
final class InterpreterRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final TaskTokens TOKENS = (arn, attempt) -> "token-" + attempt;

  private InterpreterRun() {}

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
    LocalRun running =
        new LocalRun(
            interpreter,
            (execution, task) -> List.of(reply(tasks.answer(task, task.scheduledAt()), task)),
            0,
            InterpreterRun::throughCodec);
    return toActual(running.run(machine, start(run, of.isExpress(), environment)));
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

  private static LocalCalls.Reply reply(SimulatedTasks.Answer answer, Effect.ScheduleTask task) {
    Event event = answer.event();
    return new LocalCalls.Reply(
        Duration.between(task.scheduledAt(), event.at()), (at, entropy) -> event);
  }

  private static ExecutionState throughCodec(ExecutionState state) {
    return ExecutionState.of(
        state.machine(),
        state.frames().stream().map(frame -> FrameCodec.decode(FrameCodec.encode(frame))).toList());
  }

  private static ActualRun toActual(LocalResult end) {
    return new ActualRun(
        end.status().name(),
        end.output() == null ? null : end.output().text(),
        end.error(),
        end.cause(),
        wire(end.history()));
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
