package io.passo.asl.interpreter.state;

import io.passo.asl.data.Entropy;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.CountersFrame;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameChange;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.LanguageLimits;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.Pace;
import io.passo.asl.interpreter.StateObserver;
import io.passo.asl.interpreter.VariableFrame;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.StateMachine;
import io.passo.asl.path.Variables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision in the making: the state before, what changed since, and what is still to be done in
 * this call. Used by one thread for one event.
 */
final class Draft {
  private static final int MAX_TRANSITIONS = 500;
  private static final int MAX_BYTES = 256 * 1024;

  private final ExecutionState before;
  private final ExecutionStart start;
  private final Instant now;
  private final Entropy entropy;
  private final @Nullable Inspection inspection;
  private final LanguageLimits limits;
  private final StateObserver observer;
  private final Pace pace;
  private final long firstEventId;
  private final Map<FrameId, Optional<Frame>> changes = new LinkedHashMap<>(8);
  private final List<HistoryEvent> history = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>(2);
  private final ArrayDeque<FrameId> ready = new ArrayDeque<>();
  private long nextEventId;
  private int transitions;
  private long bytes;
  private long variableBytes;
  private final Map<Long, Long> beforeEntered = new HashMap<>(8);
  private final Map<Long, String> taskTokens = new HashMap<>(2);

  Draft(
      ExecutionState before,
      ExecutionStart start,
      Event event,
      LanguageLimits limits,
      StateObserver observer,
      Pace pace) {
    this(before, start, event, limits, observer, pace, null);
  }

  /** A draft of a state that is tested by itself: {@code inspection} looks on. */
  Draft(
      ExecutionState before,
      ExecutionStart start,
      Event event,
      LanguageLimits limits,
      StateObserver observer,
      Pace pace,
      @Nullable Inspection inspection) {
    this.limits = limits;
    this.pace = pace;
    this.observer = observer;
    this.inspection = inspection;
    this.before = before;
    this.start = start;
    // Frames and history keep milliseconds; nothing may depend on finer parts that a replay has
    // not.
    this.now = event.at().truncatedTo(ChronoUnit.MILLIS);
    this.entropy = new Entropy(event.entropy());
    this.firstEventId = before.nextEventId();
    this.nextEventId = firstEventId;
    this.variableBytes = before.variableBytes();
  }

  StateMachine machine() {
    return before.machine();
  }

  ExecutionStart start() {
    return start;
  }

  Instant now() {
    return now;
  }

  Entropy entropy() {
    return entropy;
  }

  /** Limits of the installation. */
  LanguageLimits limits() {
    return limits;
  }

  /** The effective input of a Task, branch or iteration, unless it is too large. */
  Evaluation<Json> checkInput(Json input) {
    return input.size() <= limits.payloadBytes()
        ? Evaluation.value(input)
        : Evaluation.failed(
            ErrorName.DATA_LIMIT_EXCEEDED,
            "The input has a size exceeding the maximum number of bytes service limit.");
  }

  /** Who looks on; null unless a state is tested by itself. */
  @Nullable Inspection inspection() {
    return inspection;
  }

  /** Who hears which way the execution goes. */
  StateObserver observer() {
    return observer;
  }

  /** Id of the next event. */
  long nextEventId() {
    return nextEventId;
  }

  /** Writes an event and returns its id. */
  long record(long previousEventId, Details details) {
    return record(previousEventId, now, details);
  }

  /** Writes an event that happened earlier than now. */
  long record(long previousEventId, Instant at, Details details) {
    if (isFull()) {
      throw new HistoryFullException(limits.historyEvents());
    }
    return append(previousEventId, at, details);
  }

  /** Whether there is no room but for the last event. */
  boolean isFull() {
    return nextEventId >= limits.historyEvents();
  }

  /** Whether an event was written before this call. */
  boolean isEarlier(long event) {
    return event < firstEventId;
  }

  /** Writes the last event of the execution, for which there is always room. */
  void recordLast(long previousEventId, Details details) {
    append(previousEventId, now, details);
  }

  private long append(long previousEventId, Instant at, Details details) {
    history.add(new HistoryEvent(nextEventId, previousEventId, at, details));
    bytes += payloadSize(details);
    return nextEventId++;
  }

  private static int payloadSize(Details details) {
    return switch (details) {
      case Details.StateEntered entered -> entered.input().size();
      case Details.StateExited exited -> exited.output().size();
      default -> 0;
    };
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /** What is to be done after this call, in order. */
  List<Effect> effects() {
    return effects;
  }

  void put(Frame frame) {
    changes.put(frame.id(), Optional.of(frame));
  }

  void remove(FrameId id) {
    if (before.frame(id).isPresent()) {
      changes.put(id, Optional.empty());
    } else {
      changes.remove(id);
    }
  }

  @Nullable Frame frame(FrameId id) {
    Optional<Frame> changed = changes.get(id);
    return (changed != null ? changed : before.frame(id)).orElse(null);
  }

  /** The flow of that id with what it waits for; null if it is gone. */
  @Nullable FlowFrame flow(FrameId id) {
    return frame(id) instanceof FlowFrame flow ? flow : null;
  }

  /** The flow has entered its state by event {@code visit}. */
  void entered(long visit, long previous) {
    beforeEntered.put(visit, previous);
  }

  /** The Task that was entered by event {@code visit} has a token, if any, that its fields see. */
  void giveTaskToken(long visit, @Nullable String token) {
    if (token != null) {
      taskTokens.put(visit, token);
    }
  }

  /** The token of the Task that was entered by event {@code visit}; null if it has none. */
  @Nullable String taskToken(long visit) {
    return taskTokens.get(visit);
  }

  /**
   * What the event of a failed JSONata expression names as previous: of one evaluated on entering
   * the state the event before it (observed, history.md §3), else the latest of the flow.
   */
  long beforeEvaluation(Flow flow) {
    Long previous = flow.lastEvent() == flow.visit() ? beforeEntered.get(flow.visit()) : null;
    return previous == null ? flow.lastEvent() : previous;
  }

  /** Variables that a flow sees: its own, and those of the flows around it. */
  Variables variables(FrameId flow) {
    return name -> {
      for (FrameId scope = flow; ; scope = scope.parent().parent()) {
        if (frame(scope.variable(name)) instanceof VariableFrame variable) {
          return variable.value().node();
        }
        if (scope.equals(FrameId.ROOT)) {
          return null;
        }
      }
    };
  }

  /** Whether the limits of variables allow these. */
  boolean canAssign(FrameId flow, Map<String, Json> variables) {
    long assigned = 0;
    long grown = variableBytes;
    for (Map.Entry<String, Json> variable : variables.entrySet()) {
      int size = variable.getValue().size();
      assigned += size;
      grown += size - sizeOf(flow.variable(variable.getKey()));
    }
    return assigned <= Limits.ASSIGNED_BYTES && grown <= Limits.VARIABLE_BYTES;
  }

  /** Sets variables of a flow. */
  void assign(FrameId flow, Map<String, Json> variables) {
    variables.forEach(
        (name, value) -> {
          FrameId id = flow.variable(name);
          variableBytes += value.size() - sizeOf(id);
          put(new VariableFrame(id, value));
        });
  }

  /** The flow has ended: its variables go with it. */
  void forgetVariables(Flow flow) {
    for (String name : machine().scopeOf(flow.state())) {
      FrameId id = flow.id().variable(name);
      if (frame(id) != null) {
        variableBytes -= sizeOf(id);
        remove(id);
      }
    }
  }

  private long sizeOf(FrameId variable) {
    return frame(variable) instanceof VariableFrame(FrameId ignored, Json value) ? value.size() : 0;
  }

  /** Whether the execution has ended in this call. */
  boolean isOver() {
    return frame(FrameId.START) == null;
  }

  /** All frames as they are now. */
  List<Frame> frames() {
    Map<FrameId, Frame> all = new LinkedHashMap<>();
    before.frames().forEach(frame -> all.put(frame.id(), frame));
    changes.forEach((id, frame) -> all.remove(id));
    changes.values().forEach(frame -> frame.ifPresent(f -> all.put(f.id(), f)));
    return List.copyOf(all.values());
  }

  /**
   * The flow enters its next state: in this call, or after it if the limits of one call are met.
   */
  void ready(Flow flow) {
    put(new FlowFrame(flow, new Waiting.ToContinue(nextEventId, now)));
    ready.add(flow.id());
  }

  /** The next flow that can enter a state now; null if there is none, or the limits are met. */
  @Nullable Flow nextReady() {
    int most = Math.min(MAX_TRANSITIONS, pace.states());
    while (!ready.isEmpty() && transitions < most && bytes < MAX_BYTES) {
      FlowFrame frame = flow(ready.poll());
      if (frame != null) {
        transitions++;
        return frame.flow();
      }
    }
    return null;
  }

  /** Those that are left wait until the rate of transitions lets them go on. */
  private void delayReady() {
    int index = transitions;
    for (FrameId id : ready) {
      if (flow(id) instanceof FlowFrame(Flow flow, Waiting.ToContinue(long eventId, Instant due))) {
        Instant later = pace.dueOf(index++, now).truncatedTo(ChronoUnit.MILLIS);
        if (later.isAfter(due)) {
          put(new FlowFrame(flow, new Waiting.ToContinue(eventId, later)));
        }
      }
    }
  }

  Decision decision() {
    if (pace.then() != null) {
      delayReady();
    }
    if (changes.isEmpty() && history.isEmpty() && effects.isEmpty()) {
      return Decision.none(before);
    }
    if (frame(FrameId.START) != null && nextEventId != firstEventId) {
      put(new CountersFrame(nextEventId, variableBytes));
    }
    List<FrameChange> changed = new ArrayList<>(changes.size());
    changes.forEach((id, frame) -> changed.add(new FrameChange(id, frame.orElse(null))));
    ExecutionState next = before.with(changed);
    return new Decision(next, changed, history, effects.stream().filter(this::matters).toList());
  }

  /** An attempt that is scheduled and cancelled in one call is nobody's business. */
  private boolean matters(Effect effect) {
    return switch (effect) {
      case Effect.ScheduleTask task -> isOpen(task.frame(), task.attempt());
      case Effect.CancelTask cancel -> before.isOpen(cancel.attempt());
      case Effect.StartChild ignored -> true;
      case Effect.StopChild ignored -> true;
      case Effect.MapRunChanged ignored -> true;
      case Effect.FinishExecution ignored -> true;
    };
  }

  private boolean isOpen(FrameId id, long attempt) {
    return switch (frame(id)) {
      case FlowFrame(var ignored, Waiting.ForAttempt open) -> open.attempt() == attempt;
      case MapRunFrame run -> run.attempts().contains(attempt);
      case null, default -> false;
    };
  }
}
