package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameChange;
import io.passo.asl.interpreter.MapRun;
import io.passo.asl.interpreter.MapRunChild;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.asl.interpreter.Pace;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.TaskResource;
import io.passo.protocol.ControlMessage;
import io.passo.protocol.EngineRequest.Caller;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.JournalRecord.Closed;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.Message;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of a lane decides: executions, commands, answers. Nothing of it happens before it
 * is committed.
 */
final class Batch {
  /** States that one execution may enter in one batch (correctness.md §13). */
  static final int MOST_TRANSITIONS_OF_ONE = 500;

  private static final long MOST_BYTES_OF_ONE = 3L << 20;
  private static final String TOO_LARGE =
      "The states and tasks of one step exceed the maximum size of a journal record";

  private final EngineContext context;
  private final Commands commandFactory;
  private final Dispatches dispatches;
  private final LaneMessages laneMessages;
  private final long now;
  private final Map<ExecutionKey, Slot> slots;
  private final List<Command> commands = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<AddressedReply> replies = new ArrayList<>();
  private final List<ControlMessage> control = new ArrayList<>();
  private final KeptPayloads kept = new KeptPayloads();
  private int events;
  private long outputBytes;

  /**
   * @param now partition clock, milliseconds since the epoch
   * @param dispatches what is in flight
   * @param slots the executions that the inputs name
   */
  Batch(
      EngineContext context,
      Commands commandFactory,
      Dispatches dispatches,
      long now,
      Map<ExecutionKey, Slot> slots) {
    this.context = context;
    this.dispatches = dispatches;
    this.commandFactory = commandFactory;
    this.laneMessages = new LaneMessages(context.partitions());
    this.now = now;
    this.slots = new LinkedHashMap<>(slots);
  }

  /** An event that its execution takes in the next batch: others are to have their turn. */
  static final class NextBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NextBatchException() {
      super("The execution has made its transitions of this batch", null, false, false);
    }
  }

  long now() {
    return now;
  }

  Instant at() {
    return Instant.ofEpochMilli(now);
  }

  long entropy() {
    return context.entropy().getAsLong();
  }

  Slot slot(ExecutionKey key) {
    Slot slot = slots.get(key);
    if (slot == null) {
      throw new IllegalStateException("Expected the execution " + key + " to be loaded");
    }
    return slot;
  }

  /**
   * Lets an execution decide.
   *
   * @param state the execution, or an absent one for its start
   * @throws NextBatchException if it would enter more states than it may in one batch; nothing is
   *     changed then
   */
  void decide(Slot slot, ExecutionState state, Event event) {
    if (slot.statesEntered() >= MOST_TRANSITIONS_OF_ONE && entersStates(event)) {
      throw new NextBatchException();
    }
    context.payloads().fill(event);
    ExecutionStart start = startOf(state, event);
    Pace pace = start == null ? Pace.FREE : pace(start, state, event);
    Decision decision = context.interpreter().decide(state, event, pace);
    // A decision by itself keeps to the limit, so what is put off here is taken next time.
    if (slot.statesEntered() > 0 && exceeds(slot, decision)) {
      throw new NextBatchException();
    }
    events++;
    if (decision.isEmpty()) {
      context.metrics().dropped("no-op");
      return;
    }
    context.payloads().keep(slot.key(), decision, kept);
    long size = Sizes.of(decision);
    if (size > MOST_BYTES_OF_ONE && !(event instanceof Event.EngineFailed)) {
      fail(slot, state, event);
      return;
    }
    outputBytes += size;
    slot.apply(decision);
    if (start != null && pace.then() != null) {
      context.rates().charge(start.executionArn(), Transitions.cost(state, event, decision));
      context.metrics().transitionsThrottled(Transitions.throttled(decision, at()));
    }
    freePlaces(slot.key(), state, decision);
    decision.effects().forEach(effect -> take(slot, state, start, effect));
  }

  private Pace pace(ExecutionStart start, ExecutionState state, Event event) {
    return Transitions.of(context.rates().pace(start.executionArn(), at()), state, event);
  }

  private static boolean entersStates(Event event) {
    return switch (event) {
      case Event.ExecutionStarted ignored -> true;
      case Event.TaskSucceeded ignored -> true;
      case Event.TaskFailed ignored -> true;
      case Event.TimerFired ignored -> true;
      default -> false;
    };
  }

  private static boolean exceeds(Slot slot, Decision decision) {
    return slot.statesEntered() + Slot.statesEntered(decision) > MOST_TRANSITIONS_OF_ONE;
  }

  // It could never be committed: a record has a longest size.
  private void fail(Slot slot, ExecutionState state, Event event) {
    var start = event instanceof Event.ExecutionStarted started ? started.start() : null;
    decide(slot, state, new Event.EngineFailed(at(), entropy(), TOO_LARGE, start));
  }

  private static @Nullable ExecutionStart startOf(ExecutionState state, Event event) {
    return switch (event) {
      case Event.ExecutionStarted started -> started.start();
      case Event.RedriveRequested redrive -> redrive.start();
      case Event.EngineFailed failed when failed.start() != null -> failed.start();
      default -> state.start().orElse(null);
    };
  }

  private void freePlaces(ExecutionKey key, ExecutionState before, Decision decision) {
    for (FrameChange change : decision.changes()) {
      for (long attempt : attempts(before.frame(change.id()).orElse(null))) {
        if (!decision.next().isOpen(attempt)) {
          dispatches.ended(key, attempt);
        }
      }
    }
  }

  private static List<Long> attempts(@Nullable Frame frame) {
    return switch (frame) {
      case FlowFrame(Flow ignored, Waiting.ForAttempt attempt) -> List.of(attempt.attempt());
      case MapRunFrame run -> run.attempts();
      case null, default -> List.of();
    };
  }

  private void take(
      Slot slot, ExecutionState before, @Nullable ExecutionStart start, Effect effect) {
    switch (effect) {
      case Effect.ScheduleTask task -> schedule(slot, before, task);
      case Effect.CancelTask task ->
          control.add(new ControlMessage.AttemptCancelled(slot.key(), task.attempt()));
      case Effect.StartChild(ExecutionStart child) -> messages.add(laneMessages.start(child));
      case Effect.StopChild(String childArn) -> messages.add(laneMessages.stop(childArn));
      case Effect.MapRunChanged(MapRun run) -> slot.put(MapRunRecords.of(run));
      case Effect.FinishExecution end -> finish(slot, start, end);
    }
  }

  private void finish(Slot slot, @Nullable ExecutionStart start, Effect.FinishExecution end) {
    slot.close(closed(end));
    if (start != null) {
      tellParent(start, end);
    }
  }

  /** Tells the Map Run that started an execution, if one did, how it has ended. */
  void tellParent(ExecutionStart start, Effect.FinishExecution end) {
    MapRunChild child = start.childOf();
    if (child != null) {
      messages.add(laneMessages.finished(start, child, end));
    }
  }

  private void schedule(Slot slot, ExecutionState before, Effect.ScheduleTask task) {
    if (task.resource() instanceof TaskResource.Activity activity) {
      control.add(commandFactory.available(slot, activity.arn(), task));
    } else {
      Command command = commandFactory.command(slot.key(), slot.running().orElse(before), task);
      if (before.attempt(task.attempt()).filter(OpenAttempt::isHeld).isPresent()
          || isOfMapRun(slot, task)) {
        dispatches.occupy(command.command(), command.to().pool());
        commands.add(command);
      } else if (dispatches.take(command.command(), command.to().pool())) {
        commands.add(command);
      } else {
        decide(slot, slot.running().orElseThrow(), new Event.TaskHeld(at(), entropy(), task));
      }
    }
  }

  // One page and one part at a time: children wait their turn, not what they are begun with.
  private static boolean isOfMapRun(Slot slot, Effect.ScheduleTask task) {
    return slot.running()
        .flatMap(state -> state.attempt(task.attempt()))
        .filter(open -> open.mapRun() != null)
        .isPresent();
  }

  private static Closed closed(Effect.FinishExecution end) {
    return new Closed(
        end.status().name(),
        end.stopDate().toEpochMilli(),
        end.output() == null ? null : new Payload(end.output().written()),
        end.error(),
        end.cause());
  }

  /** Lets the input of an execution that starts be written as a reference, if it is large. */
  void keep(ExecutionStart start) {
    context.payloads().keep(ExecutionKey.of(start.executionArn()), start.input(), kept);
  }

  /** Large payloads, to be stored before the commit. */
  KeptPayloads kept() {
    return kept;
  }

  /** Sends a command again that is nowhere to be found, if its attempt waits for it. */
  void repeat(Command command) {
    if (slot(command.command().key()).needsCommand(command.command().attempt())) {
      dispatches.occupy(command.command(), command.to().pool());
      commands.add(command);
    }
  }

  void reply(Caller caller, Reply reply) {
    reply(caller.instanceId(), reply);
  }

  void reply(String instanceId, Reply reply) {
    replies.add(new AddressedReply(instanceId, reply));
  }

  /** Commands whose attempt is still open: one that closed within the batch needs none. */
  List<Command> commands() {
    return commands.stream()
        .filter(command -> slot(command.command().key()).isOpen(command.command().attempt()))
        .toList();
  }

  /** What executions of this batch tell others. */
  List<Message> messages() {
    return messages;
  }

  List<AddressedReply> replies() {
    return replies;
  }

  List<ControlMessage> control() {
    return control;
  }

  /** Executions that changed. */
  Collection<Slot> changed() {
    return slots.values().stream().filter(Slot::isChanged).toList();
  }

  int events() {
    return events;
  }

  /** Whether there is enough for one record. */
  boolean isFull(int mostBytes) {
    return outputBytes > mostBytes;
  }

  boolean isEmpty() {
    return commands.isEmpty() && messages.isEmpty() && replies.isEmpty() && changed().isEmpty();
  }
}
