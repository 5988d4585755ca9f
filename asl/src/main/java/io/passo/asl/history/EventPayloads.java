package io.passo.asl.history;

import io.passo.asl.data.Json;
import java.util.function.Consumer;

/** The payloads of history events; errors and causes are none. */
public final class EventPayloads {
  private EventPayloads() {}

  /** Gives each payload of an event to {@code action}. */
  public static void forEach(Details details, Consumer<Json> action) {
    switch (details) {
      case Details.ExecutionStarted started -> action.accept(started.input());
      case Details.Output output -> action.accept(output.output());
      case Details.StateEntered entered -> action.accept(entered.input());
      case Details.StateExited exited -> {
        action.accept(exited.output());
        exited.assignedVariables().values().forEach(action);
      }
      case Details.TaskScheduled scheduled -> action.accept(scheduled.parameters());
      case Details.TaskOutput output -> action.accept(output.output());
      case Details.LambdaFunctionScheduled scheduled -> action.accept(scheduled.input());
      case Details.ActivityScheduled scheduled -> action.accept(scheduled.input());
      default -> {}
    }
  }
}
