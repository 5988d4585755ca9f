package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.protocol.CloudEvent;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Execution status changes as CloudEvents; the data has the members that AWS puts into its events,
 * without payloads. They are a function of the commit, so whoever repeats them gives them the same
 * ids.
 */
final class StatusEvents {
  private static final String TYPE = "io.passo.execution.status";

  private StatusEvents() {}

  /** What a commit changed of the status of executions, in order. */
  static List<CloudEvent> of(List<ExecutionChange> changes) {
    List<CloudEvent> events = new ArrayList<>();
    for (ExecutionChange change : changes) {
      Started started = change.started();
      if (started != null) {
        JournalRecord.Redrive redrive = started.redrive();
        long at = redrive == null ? started.startDate() : redrive.date();
        events.add(event(change, "RUNNING", started.stateMachineArn(), at, null));
      }
      Closed closed = change.closed();
      if (closed != null) {
        String machine = stateMachineOf(change.executionArn());
        events.add(event(change, closed.status(), machine, closed.stopDate(), closed));
      }
    }
    return events;
  }

  private static CloudEvent event(
      ExecutionChange change,
      String status,
      String stateMachineArn,
      long at,
      @Nullable Closed closed) {
    var data =
        Json.object()
            .put("executionArn", change.executionArn())
            .put("stateMachineArn", stateMachineArn)
            .put("status", status)
            .put(closed == null ? "startDate" : "stopDate", at);
    if (closed != null && closed.error() != null) {
      data.put("error", closed.error());
    }
    if (closed != null && closed.cause() != null) {
      data.put("cause", closed.cause());
    }
    return new CloudEvent(
        change.key() + ":" + at + ":" + status,
        TYPE,
        stateMachineArn,
        change.executionArn(),
        at,
        new Payload(Json.of(data).utf8()));
  }

  // arn:aws:states:<region>:<account>:execution:<machine>:<name>
  private static String stateMachineOf(String arn) {
    return arn.substring(0, arn.lastIndexOf(':')).replace(":execution:", ":stateMachine:");
  }
}
