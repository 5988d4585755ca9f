package io.passo.coordinator.api.execution;

import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.HistoryEvent;

/** How much of a page an event takes: its payloads, and a little for the rest. */
final class EventSize {
  private static final int REST = 300;

  private EventSize() {}

  /** Bytes, roughly. */
  static int of(HistoryEvent event) {
    return REST + payload(event.details());
  }

  private static int payload(Details details) {
    return switch (details) {
      case Details.ExecutionStarted started -> started.input().size();
      case Details.Output output -> output.output().size();
      case Details.StateEntered entered -> entered.input().size();
      case Details.StateExited exited ->
          exited.output().size()
              + exited.assignedVariables().values().stream().mapToInt(Json::size).sum();
      case Details.TaskScheduled scheduled -> scheduled.parameters().size();
      case Details.TaskOutput output -> output.output().size();
      case Details.LambdaFunctionScheduled scheduled -> scheduled.input().size();
      case Details.ActivityScheduled scheduled -> scheduled.input().size();
      // Errors and causes are bounded by themselves.
      default -> 0;
    };
  }
}
