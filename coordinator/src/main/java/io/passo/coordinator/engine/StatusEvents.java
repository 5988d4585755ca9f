package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.protocol.CloudEvent;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Execution status changes as CloudEvents; the data has the members that AWS puts into its events,
 * without payloads.
 */
final class StatusEvents {
  private static final String TYPE = "io.passo.execution.status";

  private StatusEvents() {}

  /** Adds what a batch changed of an execution's status. */
  static void of(Slot slot, List<CloudEvent> events) {
    Started started = slot.started();
    if (started != null) {
      JournalRecord.Redrive redrive = started.redrive();
      long at = redrive == null ? started.startDate() : redrive.date();
      events.add(event(slot, "RUNNING", started.stateMachineArn(), at, null));
    }
    Closed closed = slot.closed();
    if (closed != null) {
      events.add(event(slot, closed.status(), stateMachineOf(slot), closed.stopDate(), closed));
    }
  }

  private static CloudEvent event(
      Slot slot, String status, String stateMachineArn, long at, @Nullable Closed closed) {
    var data =
        Json.object()
            .put("executionArn", slot.executionArn())
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
        slot.key() + (slot.redrives() == 0 ? ":" : ":" + slot.redrives() + ":") + status,
        TYPE,
        stateMachineArn,
        slot.executionArn(),
        at,
        new Payload(Json.of(data).utf8()));
  }

  // arn:aws:states:<region>:<account>:execution:<machine>:<name>
  private static String stateMachineOf(Slot slot) {
    String arn = slot.executionArn();
    return arn.substring(0, arn.lastIndexOf(':')).replace(":execution:", ":stateMachine:");
  }
}
