package io.passo.asl.history;

import static io.passo.asl.history.RandomHistory.json;

import io.passo.asl.data.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A small execution with one Task, used by golden files. */
final class Samples {
  private static final Instant START = Instant.parse("2026-11-24T18:00:00.050Z");

  private Samples() {}

  static List<HistoryEvent> execution() {
    Json input = json("{\"order\": 7, \"text\": \"Gr\u00f6\u00dfe \\\"L\\\"\\n\"}");
    Json output = json("[1.50]");
    return List.of(
        at(1, 0, 0, new Details.ExecutionStarted(input, "arn:aws:iam::1:role/r", null, null)),
        at(2, 0, 0, new Details.StateEntered(EventType.TASK_STATE_ENTERED, "Pay", input)),
        at(
            3,
            2,
            1,
            new Details.TaskScheduled("lambda", "invoke", "us-east-1", input, 60L, null, null)),
        at(4, 3, 1, new Details.TaskStarted("lambda", "invoke")),
        at(5, 4, 950, new Details.TaskOutput(EventType.TASK_SUCCEEDED, "lambda", "invoke", output)),
        at(
            6,
            5,
            950,
            new Details.StateExited(
                EventType.TASK_STATE_EXITED, "Pay", output, Map.of("paid", json("true")))),
        at(7, 6, 950, new Details.Output(EventType.EXECUTION_SUCCEEDED, output)));
  }

  private static HistoryEvent at(long id, long previous, long millis, Details details) {
    return new HistoryEvent(id, previous, START.plusMillis(millis), details);
  }
}
