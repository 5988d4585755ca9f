package io.passo.coordinator.engine;

import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Timer;
import io.passo.asl.interpreter.TimerKind;
import io.passo.coordinator.engine.Batch.NextBatchException;
import io.passo.coordinator.engine.Probing.Verdict;
import io.passo.protocol.DeadLetter;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.EngineRequest.StartExecution;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.LaneMessage;
import io.passo.protocol.LaneMessage.StartChild;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Steps 1 to 3 of a lane (correctness.md §6): takes inputs and due timers and lets executions
 * decide.
 */
final class Turn {
  private static final System.Logger LOG = System.getLogger(Turn.class.getName());
  private static final int MOST_OUTPUT_BYTES = 1 << 20;
  // A batch that takes long keeps everybody waiting for its commit (correctness.md §13).
  private static final long LONGEST_NANOS = 50_000_000;
  static final String KILLED_LANES = "Lanes of the engine died of it";
  private static final String ENGINE_FAILED =
      "The event could not be processed by the workflow engine";

  private final EngineContext context;
  private final int partition;
  private final Executions executions;
  private final Commands commands;
  private final RequestEvents requests;
  private final ChildEvents children;
  private final ResultEvents results;
  private final StartNames names;
  private final TimerQueue timers;
  private final Dispatches dispatches;
  // Taken from the inbox and not yet in a batch.
  private final Deque<DecodedInput> waiting = new ArrayDeque<>();
  // Commands that can never be sent and whose attempts are still to be failed.
  private final Deque<Command> rejected = new ArrayDeque<>();
  private final HeartbeatMemory heartbeats = new HeartbeatMemory();
  private boolean held;
  private boolean paused;
  private Verdict verdict = Verdict.PROCESS;

  Turn(
      EngineContext context,
      int partition,
      Executions executions,
      RecentReplies recent,
      StartNames names,
      TimerQueue timers,
      Dispatches dispatches) {
    this.context = context;
    this.dispatches = dispatches;
    this.partition = partition;
    this.executions = executions;
    this.commands = new Commands(context, partition);
    this.requests = new RequestEvents(context, partition, recent, names, heartbeats);
    this.children = new ChildEvents(context, partition, names);
    this.results = new ResultEvents(context, heartbeats);
    this.names = names;
    this.timers = timers;
  }

  /** Whether the next input cannot be decided before something else happens. */
  boolean isHeld() {
    return held;
  }

  /** The input that could not be decided may be decided now. */
  void tryAgain() {
    held = false;
  }

  /** Whether something waits that was taken before. */
  boolean hasWaiting() {
    return !waiting.isEmpty() || !rejected.isEmpty();
  }

  void add(List<Input> inputs) {
    inputs.forEach(input -> waiting.addLast(DecodedInput.of(input)));
  }

  /** While paused, inputs wait: nothing that may bring commands is decided. */
  void pause(boolean on) {
    paused = on;
  }

  /** What to do with the next event, the only one of its batch. */
  void judge(Verdict of) {
    verdict = of;
  }

  /** The input that is next, if one waits. */
  List<Input> next() {
    return waiting.isEmpty() ? List.of() : List.of(waiting.getFirst().input());
  }

  /** A batch of nothing. */
  Batch none(long now) {
    return new Batch(context, commands, dispatches, now, Map.of());
  }

  /**
   * Makes a batch of what waits.
   *
   * @param now partition clock
   * @param due timers to fire; those that this batch has no room for stay in the lane's queue
   * @param repeat commands that are nowhere to be found
   * @param refused commands that can never be sent
   * @param progress place in the inputs, moved as they are processed
   */
  Batch make(
      long now,
      List<TimerQueue.Entry> due,
      List<Command> repeat,
      List<Command> refused,
      InputProgress progress,
      long laneOffset) {
    rejected.addAll(refused);
    if (verdict == Verdict.SKIP) {
      return skip(now, due, progress);
    }
    Set<ExecutionKey> keys = new LinkedHashSet<>();
    Set<ExecutionKey> fresh = new LinkedHashSet<>();
    waiting.forEach(
        input -> input.key().ifPresent(key -> (isFresh(input) ? fresh : keys).add(key)));
    due.forEach(timer -> keys.add(timer.key()));
    repeat.forEach(command -> keys.add(command.command().key()));
    rejected.forEach(command -> keys.add(command.command().key()));
    Batch batch = new Batch(context, commands, dispatches, now, executions.load(keys, fresh));
    names.ask(unknownStarts(batch), now);
    long begin = context.clock().nanoTime();
    rejectAll(batch);
    // Inputs and timers share the time: neither keeps the other from its turn.
    processInputs(
        batch, progress, laneOffset, begin + (due.isEmpty() ? LONGEST_NANOS : LONGEST_NANOS / 2));
    fireAll(due, batch, begin + LONGEST_NANOS);
    repeat.forEach(batch::repeat);
    return batch;
  }

  // Its execution is left as it is: whatever touches it is deadly.
  private Batch skip(long now, List<TimerQueue.Entry> due, InputProgress progress) {
    if (!paused && !waiting.isEmpty()) {
      DecodedInput next = waiting.removeFirst();
      setAside(next, KILLED_LANES);
      progress.processed(next.input());
    }
    due.forEach(this::setAside);
    due.forEach(timers::shun);
    return none(now);
  }

  private void setAside(TimerQueue.Entry timer) {
    context.metrics().dropped("poison");
    LOG.log(
        System.Logger.Level.ERROR,
        "Timer put aside: partition={0} execution={1}",
        partition,
        timer.key());
  }

  private List<Starting> unknownStarts(Batch batch) {
    return waiting.stream()
        .flatMap(input -> startOf(input).stream())
        .filter(start -> !batch.slot(start.key()).isKnown())
        .toList();
  }

  // Its name was generated for it in this process, and it is handed over once, before it is sent.
  private static boolean isFresh(DecodedInput input) {
    return input instanceof DecodedInput.Request(Input raw, StartExecution start)
        && raw.source() == Input.Source.CALLER
        && !start.named();
  }

  private static Optional<Starting> startOf(DecodedInput input) {
    return switch (input) {
      case DecodedInput.Request(Input raw, StartExecution start) -> Optional.of(Starting.of(start));
      case DecodedInput.FromLane(Input raw, StartChild start) -> Optional.of(Starting.of(start));
      default -> Optional.empty();
    };
  }

  private void processInputs(Batch batch, InputProgress progress, long laneOffset, long until) {
    held = false;
    while (!paused && !waiting.isEmpty() && hasRoom(batch, until, waiting.size())) {
      DecodedInput next = waiting.getFirst();
      try {
        if (verdict == Verdict.SET_ASIDE) {
          setAside(next, KILLED_LANES);
          next.key().ifPresent(key -> fail(batch.slot(key), next, batch));
        } else {
          process(next, batch, laneOffset);
        }
      } catch (RequestEvents.NotYetException e) {
        held = true;
        return;
      } catch (NextBatchException e) {
        // Inputs keep their order, so those behind it wait as well, for one commit.
        context.metrics().putOff("transitions", waiting.size());
        return;
      } catch (UnavailableException | LaneDroppedException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        quarantine(next, batch, e);
      }
      waiting.removeFirst();
      progress.processed(next.input());
    }
  }

  /** Whether a batch takes one event more; the first one always has its turn. */
  private boolean hasRoom(Batch batch, long until, int events) {
    if (batch.events() > 0
        && (batch.isFull(MOST_OUTPUT_BYTES) || context.clock().nanoTime() > until)) {
      context.metrics().putOff("time", events);
      return false;
    }
    return true;
  }

  private void fireAll(List<TimerQueue.Entry> due, Batch batch, long until) {
    int fired = 0;
    while (fired < due.size() && (fired == 0 || hasRoom(batch, until, due.size() - fired))) {
      TimerQueue.Entry timer = due.get(fired++);
      try {
        fire(timer, batch);
      } catch (NextBatchException e) {
        context.metrics().putOff("transitions", 1);
        timers.add(timer);
      }
    }
    due.subList(fired, due.size()).forEach(timers::add);
  }

  private void rejectAll(Batch batch) {
    try {
      while (!rejected.isEmpty()) {
        reject(rejected.getFirst(), batch);
        rejected.removeFirst();
      }
    } catch (NextBatchException e) {
      context.metrics().putOff("transitions", rejected.size());
    }
  }

  private void process(DecodedInput input, Batch batch, long laneOffset)
      throws RequestEvents.NotYetException {
    switch (input) {
      case DecodedInput.Request(Input raw, EngineRequest request) ->
          requests.process(request, batch, laneOffset);
      case DecodedInput.FromLane(Input raw, LaneMessage message) ->
          children.process(message, batch, laneOffset);
      case DecodedInput.Result(Input raw, var result) ->
          results.process(result, raw.value(), batch);
      case DecodedInput.Malformed(Input raw, String reason) -> {
        context.metrics().dropped("malformed");
        deadLetter(input, reason);
      }
    }
  }

  /**
   * An input that breaks the engine must not stop the partition: it is put aside and its execution
   * fails.
   */
  private void quarantine(DecodedInput input, Batch batch, Throwable reason) {
    LOG.log(System.Logger.Level.ERROR, "Input breaks the engine: partition=" + partition, reason);
    setAside(input, String.valueOf(reason));
    input.key().ifPresent(key -> fail(batch.slot(key), input, batch));
  }

  private void setAside(DecodedInput input, String reason) {
    LOG.log(
        System.Logger.Level.ERROR,
        "Input put aside: topic=%s partition=%d offset=%d"
            .formatted(input.topic(), partition, input.input().offset()));
    context.metrics().dropped("poison");
    deadLetter(input, reason);
  }

  private void deadLetter(DecodedInput input, String reason) {
    context
        .notifications()
        .deadLetter(
            new DeadLetter(
                input.topic(), partition, input.input().offset(), reason, input.input().value()));
  }

  private void fail(Slot slot, DecodedInput input, Batch batch) {
    try {
      if (slot.running().isPresent()) {
        fail(slot, batch);
      } else if (startOf(input).isPresent() && !slot.isKnown()) {
        failStart(startOf(input).orElseThrow(), slot, batch);
      }
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, () -> "Execution cannot be failed: key=" + slot.key(), e);
    }
  }

  private void fail(Slot slot, Batch batch) {
    slot.running()
        .ifPresent(
            state ->
                batch.decide(
                    slot,
                    state,
                    new Event.EngineFailed(batch.at(), batch.entropy(), ENGINE_FAILED)));
  }

  // Its start was promised, so it starts and fails.
  private void failStart(Starting start, Slot slot, Batch batch) {
    ExecutionState absent =
        ExecutionState.absent(MissingDefinition.orStandIn(context, start.facts()));
    batch.keep(start.facts());
    slot.start(start.executionArn(), start.started());
    batch.decide(
        slot,
        absent,
        new Event.EngineFailed(batch.at(), batch.entropy(), ENGINE_FAILED, start.facts()));
  }

  private void fire(TimerQueue.Entry entry, Batch batch) {
    Slot slot = batch.slot(entry.key());
    if (verdict == Verdict.SET_ASIDE) {
      setAside(entry);
      fail(slot, batch);
      return;
    }
    Optional<Timer> pending = slot.running().flatMap(state -> state.pendingTimer(entry.id()));
    if (pending.isEmpty()) {
      return;
    }
    Timer timer = pending.get();
    if (timer.due().isAfter(Instant.ofEpochMilli(batch.now()))) {
      // A heartbeat has put it off.
      timers.add(entry.key(), timer);
      return;
    }
    if (timer.id().kind() == TimerKind.DISPATCH && !hasPlace(slot, entry)) {
      return;
    }
    if (timer.id().kind() == TimerKind.HEARTBEAT) {
      long later = heartbeats.dueAfter(entry.key(), timer.id().eventId(), batch.now());
      if (later > batch.now()) {
        timers.add(new TimerQueue.Entry(later, entry.key(), timer.id()));
        return;
      }
    }
    Event event = new Event.TimerFired(batch.at(), batch.entropy(), timer.id());
    try {
      batch.decide(slot, slot.running().orElseThrow(), event);
    } catch (NextBatchException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.log(System.Logger.Level.ERROR, () -> "Timer failed: execution=" + entry.key(), e);
      fail(slot, batch);
    }
  }

  private boolean hasPlace(Slot slot, TimerQueue.Entry timer) {
    return slot.running()
        .flatMap(state -> state.attempt(timer.id().eventId()))
        .map(open -> commands.line(slot.executionArn(), open))
        .map(line -> dispatches.mayGo(line, timer))
        .orElse(true);
  }

  private void reject(Command command, Batch batch) {
    long attempt = command.command().attempt();
    Slot slot = batch.slot(command.command().key());
    if (slot.isOpen(attempt)) {
      batch.decide(
          slot,
          slot.running().orElseThrow(),
          new Event.TaskFailed(
              batch.at(),
              batch.entropy(),
              attempt,
              Event.FailureKind.SCHEDULE_FAILED,
              "States.Runtime",
              "The step could not be handed to the workers of pool " + command.to().pool()));
    }
  }
}
