package io.passo.coordinator.engine;

import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.PastMapRun;
import io.passo.asl.interpreter.Redriven;
import io.passo.coordinator.engine.Checkpoints.EndedMapRun;
import io.passo.coordinator.engine.Checkpoints.PastExecution;
import io.passo.protocol.EngineRequest.RedriveExecution;
import io.passo.protocol.JournalRecord.Started;
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
  private static final long LONGEST_LAG_MILLIS = 600_000;

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
    Redriven before = PastFacts.redriven(past.started().redrive());
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
    List<HistoryEvent> history = PastFacts.events(codec, past.history());
    if (slot.stopDate().filter(date -> date != past.stopDate()).isPresent()
        || !PastFacts.isWhole(history)) {
      return notNow(id);
    }
    Redriven redriven = Redriven.next(before, request.clientToken(), batch.at());
    Optional<List<PastMapRun>> mapRuns = mapRuns(request.executionArn(), history, batch.now());
    if (mapRuns.isEmpty()) {
      return notNow(id);
    }
    begin(request, slot, past.started(), redriven, history, mapRuns.get(), batch);
    return slot.running().isPresent() || slot.closed() != null
        ? new Reply.Redriven(id, redriven.date().toEpochMilli())
        : new Reply.NotRedrivable(id, "What was open of the execution is too large");
  }

  /**
   * Its Map Runs that can go on; empty if children have not arrived in the database yet. If they
   * have not for long they never will: executions are deleted once their retention is over.
   */
  private Optional<List<PastMapRun>> mapRuns(
      String executionArn, List<HistoryEvent> history, long now) {
    if (history.stream().noneMatch(event -> event.type() == EventType.MAP_RUN_STARTED)) {
      return Optional.of(List.of());
    }
    List<PastMapRun> known = new ArrayList<>();
    for (EndedMapRun run : context.checkpoints().endedMapRuns(partition, executionArn)) {
      if (run.isComplete()) {
        known.add(run.toPastMapRun());
      } else if (!run.endedBefore(now - LONGEST_LAG_MILLIS)) {
        return Optional.empty();
      }
    }
    return Optional.of(known);
  }

  private void begin(
      RedriveExecution request,
      Slot slot,
      Started started,
      Redriven redriven,
      List<HistoryEvent> history,
      List<PastMapRun> mapRuns,
      Batch batch) {
    ExecutionState absent =
        ExecutionState.absent(context.definitions().load(started.definitionHash()));
    ExecutionStart start = PastFacts.start(request.executionArn(), started, redriven);
    batch.decide(
        slot,
        absent,
        new Event.RedriveRequested(batch.at(), batch.entropy(), start, history, mapRuns));
    if (slot.running().isPresent() || slot.closed() != null) {
      slot.start(request.executionArn(), PastFacts.with(started, redriven));
    }
  }

  private static Optional<Instant> dateOf(
      @Nullable Redriven redriven, RedriveExecution request, Batch batch) {
    return redriven == null ? Optional.empty() : redriven.dateOf(request.clientToken(), batch.at());
  }

  private static Reply refused(String id, String status) {
    return new Reply.NotRedrivable(id, "Execution is " + status + " and cannot be redriven");
  }

  private static Reply notNow(String id) {
    return new Reply.Unavailable(id, "The history of the execution cannot be read now");
  }
}
