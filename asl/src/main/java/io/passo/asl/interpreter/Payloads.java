package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import io.passo.asl.history.EventPayloads;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every payload in what the interpreter takes and gives. */
public final class Payloads {
  private Payloads() {}

  /** Payloads of a frame. */
  public static void forEach(Frame frame, Consumer<Json> action) {
    switch (frame) {
      case StartFrame(ExecutionStart start, var due) -> action.accept(start.input());
      case FlowFrame(Flow flow, Waiting waiting) -> {
        action.accept(flow.input());
        if (waiting instanceof Waiting.ForAttempt attempt) {
          forEach(attempt, action);
        }
        if (waiting instanceof Waiting.ForAttempt attempt && attempt.held() != null) {
          action.accept(attempt.held().parameters());
        }
      }
      case ResultsFrame results -> results.results().forEach(action);
      case ItemsFrame items -> action.accept(items.items());
      case VariableFrame variable -> action.accept(variable.value());
      case CountersFrame ignored -> {}
      case FanOutFrame ignored -> {}
      case MapRunFrame ignored -> {}
    }
  }

  private static void forEach(Waiting.ForAttempt attempt, Consumer<Json> action) {
    if (attempt.activity() != null) {
      action.accept(attempt.activity().input());
    }
    if (attempt.held() != null) {
      action.accept(attempt.held().parameters());
    }
  }

  /** Payloads that an event brings. */
  public static void forEach(Event event, Consumer<Json> action) {
    switch (event) {
      case Event.ExecutionStarted started -> action.accept(started.start().input());
      case Event.TaskSucceeded succeeded -> action.accept(succeeded.output());
      case Event.TaskHeld held -> action.accept(held.order().parameters());
      case Event.TaskSubmitted submitted -> action.accept(submitted.output());
      case Event.ChildFinished finished -> {
        accept(finished.child().input(), action);
        accept(finished.child().output(), action);
      }
      case Event.RedriveRequested redrive -> {
        action.accept(redrive.start().input());
        redrive.history().forEach(each -> EventPayloads.forEach(each.details(), action));
        redrive.mapRuns().stream()
            .flatMap(run -> run.children().stream())
            .forEach(child -> accept(child.output(), action));
      }
      case Event.EngineFailed failed -> {
        if (failed.start() != null) {
          action.accept(failed.start().input());
        }
      }
      default -> {}
    }
  }

  /** Payloads of what a decision writes down and sends. */
  public static void forEach(Decision decision, Consumer<Json> action) {
    for (FrameChange change : decision.changes()) {
      Frame frame = change.frame();
      if (frame != null) {
        forEach(frame, action);
      }
    }
    decision.history().forEach(event -> EventPayloads.forEach(event.details(), action));
    for (Effect effect : decision.effects()) {
      switch (effect) {
        case Effect.ScheduleTask task -> action.accept(task.parameters());
        case Effect.StartChild(ExecutionStart child) -> action.accept(child.input());
        case Effect.FinishExecution end -> accept(end.output(), action);
        default -> {}
      }
    }
  }

  private static void accept(@Nullable Json payload, Consumer<Json> action) {
    if (payload != null) {
      action.accept(payload);
    }
  }
}
