package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Redriven;
import io.passo.coordinator.engine.Checkpoints.PastExecution;
import io.passo.protocol.EngineRequest.RedriveExecution;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Redrive;
import io.passo.protocol.JournalRecord.Started;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Redrives: an execution that has ended is nowhere but in PostgreSQL, so its history is read there,
 * and only a history that ends where the lane knows the execution to have ended counts.
 */
final class Redrives {
  private final EngineContext context;
  private final int partition;
  private final HistoryCodec codec = new HistoryCodec();

  Redrives(EngineContext context, int partition) {
    this.context = context;
    this.partition = partition;
  }

  /** Redrives the execution if it can be, and gives the answer. */
  Reply process(RedriveExecution request, Batch batch) {
    String id = request.caller().requestId();
    Slot slot = batch.slot(request.key());
    Optional<ExecutionStart> running = slot.running().flatMap(ExecutionState::start);
    if (running.isPresent()) {
      return dateOf(running.get().redriven(), request, batch)
          .<Reply>map(date -> new Reply.Redriven(id, date.toEpochMilli()))
          .orElseGet(() -> refused(id, "RUNNING"));
    }
    if (slot.closed() != null) {
      return notNow(id);
    }
    try {
      return context
          .checkpoints()
          .closed(partition, request.executionArn())
          .map(past -> redrive(request, slot, past, batch))
          // Its end may not have arrived in the database.
          .orElseGet(() -> slot.isKnown() ? notNow(id) : new Reply.Unknown(id));
    } catch (UnavailableException e) {
      return notNow(id);
    }
  }

  private Reply redrive(RedriveExecution request, Slot slot, PastExecution past, Batch batch) {
    String id = request.caller().requestId();
    Redriven before = redriven(past.started().redrive());
    Optional<Instant> known = dateOf(before, request, batch);
    if (known.isPresent()) {
      return new Reply.Redriven(id, known.get().toEpochMilli());
    }
    if (past.status().equals("SUCCEEDED")) {
      return refused(id, past.status());
    }
    if (past.started().mapRunArn() != null) {
      return new Reply.NotRedrivable(
          id, "Execution was started by a Map Run and cannot be redriven");
    }
    List<HistoryEvent> history = events(past.history());
    if (slot.stopDate().filter(date -> date != past.stopDate()).isPresent() || !isWhole(history)) {
      return notNow(id);
    }
    Redriven redriven = Redriven.next(before, request.clientToken(), batch.at());
    begin(request, slot, past.started(), redriven, history, batch);
    return slot.running().isPresent() || slot.closed() != null
        ? new Reply.Redriven(id, redriven.date().toEpochMilli())
        : new Reply.NotRedrivable(id, "What was open of the execution is too large");
  }

  private void begin(
      RedriveExecution request,
      Slot slot,
      Started started,
      Redriven redriven,
      List<HistoryEvent> history,
      Batch batch) {
    ExecutionState absent =
        ExecutionState.absent(context.definitions().load(started.definitionHash()));
    ExecutionStart start = facts(request.executionArn(), started, redriven);
    batch.decide(
        slot, absent, new Event.RedriveRequested(batch.at(), batch.entropy(), start, history));
    if (slot.running().isPresent() || slot.closed() != null) {
      slot.start(request.executionArn(), with(started, redriven));
    }
  }

  private static Optional<Instant> dateOf(
      @Nullable Redriven redriven, RedriveExecution request, Batch batch) {
    return redriven == null ? Optional.empty() : redriven.dateOf(request.clientToken(), batch.at());
  }

  private static @Nullable Redriven redriven(@Nullable Redrive redrive) {
    return redrive == null
        ? null
        : Redriven.of(
            redrive.count(),
            Instant.ofEpochMilli(redrive.date()),
            Json.of(redrive.tokens().utf8()));
  }

  private List<HistoryEvent> events(List<HistoryChunk> chunks) {
    List<HistoryEvent> events = new ArrayList<>();
    chunks.forEach(chunk -> events.addAll(codec.decode(chunk.events())));
    return events;
  }

  private static boolean isWhole(List<HistoryEvent> history) {
    if (history.isEmpty() || history.getLast().id() != history.size()) {
      return false;
    }
    EventType last = history.getLast().type();
    return last == EventType.EXECUTION_FAILED
        || last == EventType.EXECUTION_TIMED_OUT
        || last == EventType.EXECUTION_ABORTED;
  }

  private static ExecutionStart facts(String executionArn, Started started, Redriven redriven) {
    String machine = started.stateMachineArn();
    return new ExecutionStart(
        executionArn,
        started.name(),
        machine,
        machine.substring(machine.lastIndexOf(':') + 1),
        started.roleArn(),
        started.definitionHash(),
        Json.of(started.input().utf8()),
        Instant.ofEpochMilli(started.startDate()),
        started.stateMachineVersionArn(),
        started.stateMachineAliasArn(),
        started.traceHeader(),
        null,
        redriven);
  }

  private static Started with(Started started, Redriven redriven) {
    return new Started(
        started.stateMachineArn(),
        started.name(),
        started.account(),
        started.startDate(),
        started.input(),
        started.definitionHash(),
        started.roleArn(),
        started.stateMachineVersionArn(),
        started.stateMachineAliasArn(),
        started.traceHeader(),
        started.mapRunArn(),
        started.itemCount(),
        new Redrive(
            redriven.count(),
            redriven.date().toEpochMilli(),
            new Payload(redriven.tokensAsJson().utf8())));
  }

  private static Reply refused(String id, String status) {
    return new Reply.NotRedrivable(id, "Execution is " + status + " and cannot be redriven");
  }

  private static Reply notNow(String id) {
    return new Reply.Unavailable(id, "The history of the execution cannot be read now");
  }
}
