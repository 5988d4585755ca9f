package io.passo.coordinator.engine;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.HistoryCodec;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Effect.FinishExecution;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.Redriven;
import io.passo.coordinator.engine.Checkpoints.PastExecution;
import io.passo.protocol.JournalRecord.Started;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Redrives of child executions: their Map Run was redriven and counts on an end of each, so every
 * one of them runs again or is told to have ended.
 */
final class ChildRedrives {
  private static final String CANNOT = "The execution cannot be redriven: ";

  private final EngineContext context;
  private final int partition;
  private final HistoryCodec codec = new HistoryCodec();

  ChildRedrives(EngineContext context, int partition) {
    this.context = context;
    this.partition = partition;
  }

  /**
   * Redrives a child.
   *
   * @param asked the child as its Map Run names it, without its input
   * @param date when the Map Run was redriven; a child is redriven at most once for it
   * @throws RequestEvents.NotYetException if its end is not in the database yet
   */
  void process(Starting asked, Instant date, Slot slot, Batch batch)
      throws RequestEvents.NotYetException {
    Optional<ExecutionState> running = slot.running();
    if (running.isPresent()) {
      whileRunning(running.get(), date, slot, batch);
      return;
    }
    if (slot.closed() != null) {
      throw new RequestEvents.NotYetException();
    }
    try {
      Optional<PastExecution> past = context.checkpoints().closed(partition, asked.executionArn());
      if (past.isPresent()) {
        redrive(asked, date, slot, past.get(), batch);
      } else if (slot.isKnown()) {
        throw new RequestEvents.NotYetException();
      } else {
        fail(asked, date, "nothing is known of it", batch);
      }
    } catch (UnavailableException e) {
      throw new RequestEvents.NotYetException();
    }
  }

  /** Express children are not stopped when their Map Run ends early. */
  private static void whileRunning(ExecutionState state, Instant date, Slot slot, Batch batch)
      throws RequestEvents.NotYetException {
    Redriven redriven = state.start().map(ExecutionStart::redriven).orElse(null);
    if (isDone(redriven, date)) {
      return;
    }
    batch.decide(slot, state, new Event.StopRequested(batch.at(), batch.entropy(), null, null));
    throw new RequestEvents.NotYetException();
  }

  private static boolean isDone(@Nullable Redriven redriven, Instant date) {
    return redriven != null && !redriven.date().isBefore(date);
  }

  private void redrive(Starting asked, Instant date, Slot slot, PastExecution past, Batch batch)
      throws RequestEvents.NotYetException {
    Redriven before = PastFacts.redriven(past.started().redrive());
    if (isDone(before, date)) {
      context.metrics().dropped("repeated-child");
      return;
    }
    List<HistoryEvent> history = PastFacts.events(codec, past.history());
    if (slot.stopDate().filter(stopped -> stopped != past.stopDate()).isPresent()) {
      throw new RequestEvents.NotYetException();
    }
    if (past.status().equals(ExecutionStatus.SUCCEEDED.name())) {
      succeeded(asked, date, past, history, batch);
      return;
    }
    if (!PastFacts.isWhole(history)) {
      throw new RequestEvents.NotYetException();
    }
    int count = before == null ? 1 : before.count() + 1;
    begin(asked, slot, past.started(), new Redriven(count, date, Map.of()), history, batch);
    if (slot.running().isEmpty() && slot.closed() == null) {
      fail(asked, date, "what was open of it is too large", batch);
    }
  }

  private void begin(
      Starting asked,
      Slot slot,
      Started started,
      Redriven redriven,
      List<HistoryEvent> history,
      Batch batch) {
    ExecutionStart start =
        asked.facts().with(Json.of(started.input().utf8()), began(started)).redriven(redriven);
    ExecutionState absent =
        ExecutionState.absent(
            start.machineOf(context.definitions().load(started.definitionHash())));
    batch.decide(
        slot, absent, new Event.RedriveRequested(batch.at(), batch.entropy(), start, history));
    if (slot.running().isPresent() || slot.closed() != null) {
      slot.start(asked.executionArn(), PastFacts.with(started, redriven));
    }
  }

  private static Instant began(Started started) {
    return Instant.ofEpochMilli(started.startDate());
  }

  /** It succeeded after its Map Run had given it up. */
  private static void succeeded(
      Starting asked, Instant date, PastExecution past, List<HistoryEvent> history, Batch batch)
      throws RequestEvents.NotYetException {
    if (history.isEmpty()
        || !(history.getLast().details() instanceof Details.Output(var ignored, var output))) {
      throw new RequestEvents.NotYetException();
    }
    Instant stopDate = Instant.ofEpochMilli(past.stopDate());
    tell(
        asked,
        date,
        new FinishExecution(ExecutionStatus.SUCCEEDED, stopDate, output, null, null),
        batch);
  }

  private static void fail(Starting asked, Instant date, String why, Batch batch) {
    tell(
        asked,
        date,
        new FinishExecution(
            ExecutionStatus.FAILED, batch.at(), null, ErrorName.RUNTIME, CANNOT + why),
        batch);
  }

  private static void tell(Starting asked, Instant date, FinishExecution end, Batch batch) {
    batch.tellParent(asked.facts().redriven(new Redriven(1, date, Map.of())), end);
  }
}
