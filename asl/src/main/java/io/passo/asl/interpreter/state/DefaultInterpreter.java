package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.history.Details;
import io.passo.asl.interpreter.CountersFrame;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.Interpreter;
import io.passo.asl.interpreter.KnownActivities;
import io.passo.asl.interpreter.LanguageLimits;
import io.passo.asl.interpreter.MapRunAdmission;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.OpenAttempt;
import io.passo.asl.interpreter.Pace;
import io.passo.asl.interpreter.Redriven;
import io.passo.asl.interpreter.StartFrame;
import io.passo.asl.interpreter.StateObserver;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.Timer;
import io.passo.asl.interpreter.TimerId;
import io.passo.asl.model.StateMachine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The interpreter of the language: gives each event to the flow it is for. Safe for concurrent use.
 */
public final class DefaultInterpreter implements Interpreter {
  private final Flows flows;
  private final LanguageLimits limits;
  private final StateObserver observer;

  /** An interpreter whose task tokens come from {@code tokens}. */
  public DefaultInterpreter(TaskTokens tokens) {
    this(tokens, LanguageLimits.STRICT);
  }

  /** The same with the limits of an installation. */
  public DefaultInterpreter(TaskTokens tokens, LanguageLimits limits) {
    this(tokens, limits, TaskPermissions.ALL);
  }

  /** The same, asking whether a Task may do what it wants to. */
  public DefaultInterpreter(TaskTokens tokens, LanguageLimits limits, TaskPermissions permissions) {
    this(tokens, limits, permissions, MapRunAdmission.ALL, KnownActivities.ALL);
  }

  /** The same, asking whether a Map Run may begin and whether an activity exists, too. */
  public DefaultInterpreter(
      TaskTokens tokens,
      LanguageLimits limits,
      TaskPermissions permissions,
      MapRunAdmission admission,
      KnownActivities activities) {
    this(
        new Flows(new Handlers(tokens, permissions, admission, activities)),
        limits,
        StateObserver.NOBODY);
  }

  private DefaultInterpreter(Flows flows, LanguageLimits limits, StateObserver observer) {
    this.flows = flows;
    this.limits = limits;
    this.observer = observer;
  }

  /** One for Express executions, whose histories have no limit (asl.md §8). */
  public static DefaultInterpreter forExpress(TaskTokens tokens) {
    return forExpress(tokens, LanguageLimits.STRICT);
  }

  /** The same with the limits of an installation. */
  public static DefaultInterpreter forExpress(TaskTokens tokens, LanguageLimits limits) {
    return forExpress(tokens, limits, TaskPermissions.ALL);
  }

  /** The same, asking whether a Task may do what it wants to. */
  public static DefaultInterpreter forExpress(
      TaskTokens tokens, LanguageLimits limits, TaskPermissions permissions) {
    return new DefaultInterpreter(tokens, limits.forExpress(), permissions);
  }

  /** The same, with somebody looking on. */
  public DefaultInterpreter observedBy(StateObserver onlooker) {
    return new DefaultInterpreter(flows, limits, onlooker);
  }

  @Override
  public Decision decide(ExecutionState state, Event event, Pace pace) {
    Optional<ExecutionStart> start = state.start();
    if (start.isPresent()) {
      Draft draft = new Draft(state, start.get(), event, limits, observer, pace);
      return event instanceof Event.ExecutionStarted
          ? Decision.none(state)
          : decide(draft, () -> proceed(state, event, draft));
    }
    if (event instanceof Event.ExecutionStarted started) {
      ExecutionStart given = started.start();
      Draft draft = new Draft(state, given, event, limits, observer, pace);
      return decide(draft, () -> begin(given, draft));
    }
    if (event instanceof Event.RedriveRequested redrive) {
      return redrive(state, redrive, pace);
    }
    if (event instanceof Event.EngineFailed failed) {
      ExecutionStart given = failed.start();
      if (given != null) {
        Draft draft = new Draft(state, given, event, limits, observer, pace);
        return decide(draft, () -> failAtStart(given, failed.cause(), draft));
      }
    }
    return Decision.none(state);
  }

  /** The facts of the start and the counters are as if the execution had never ended. */
  private Decision redrive(ExecutionState absent, Event.RedriveRequested redrive, Pace pace) {
    ExecutionStart start = redrive.start().inMilliseconds();
    StateMachine machine = absent.machine();
    Redriven redriven = start.redriven();
    if (redriven == null || redrive.history().isEmpty()) {
      throw new IllegalArgumentException("Expected a redrive of an execution with its history");
    }
    long last = redrive.history().getLast().id();
    Instant due = machine.timeout().map(redriven.date()::plus).orElse(null);
    StartFrame frame = new StartFrame(start, due);
    ExecutionState before = ExecutionState.of(machine, List.of(frame, new CountersFrame(last + 1)));
    Draft draft = new Draft(before, start, redrive, limits, observer, pace);
    return decide(
        draft,
        () -> {
          draft.put(frame);
          draft.record(last, new Details.ExecutionRedriven(redriven.count()));
          Place root = PastPlaces.of(machine, start.input(), redrive.history());
          Resumption.of(root, redrive.mapRuns(), flows, draft);
          flows.run(draft);
        });
  }

  private static Decision decide(Draft draft, Runnable steps) {
    try {
      steps.run();
    } catch (HistoryFullException e) {
      Endings.failFull(e.maxEvents(), draft);
    }
    return draft.decision();
  }

  private void begin(ExecutionStart start, Draft draft) {
    putStart(start, draft);
    draft.ready(Flow.before(FrameId.ROOT, draft.machine().startAt(), start.input(), 0));
    flows.run(draft);
  }

  private static void failAtStart(ExecutionStart start, String cause, Draft draft) {
    putStart(start, draft);
    Endings.fail(Failure.of(ErrorName.RUNTIME, cause), draft.nextEventId() - 1, draft);
  }

  private static void putStart(ExecutionStart given, Draft draft) {
    ExecutionStart start = given.inMilliseconds();
    Instant due = draft.machine().timeout().map(start.startDate()::plus).orElse(null);
    draft.put(new StartFrame(start, due));
    draft.record(
        0,
        new Details.ExecutionStarted(
            start.input(),
            start.roleArn(),
            start.stateMachineAliasArn(),
            start.stateMachineVersionArn()));
  }

  private void proceed(ExecutionState state, Event event, Draft draft) {
    switch (event) {
      case Event.TaskStarted e -> report(state, e.attempt(), event, draft);
      case Event.TaskClaimed e -> report(state, e.attempt(), event, draft);
      case Event.TaskHeld e -> report(state, e.order().attempt(), event, draft);
      case Event.TaskSubmitted e -> report(state, e.attempt(), event, draft);
      case Event.TaskSucceeded e -> report(state, e.attempt(), event, draft);
      case Event.TaskFailed e -> report(state, e.attempt(), event, draft);
      case Event.TaskHeartbeat e -> report(state, e.attempt(), event, draft);
      case Event.ChildFinished e -> tell(e.mapRun(), new Signal.ChildFinished(e), draft);
      case Event.MapRunUpdated e -> tell(e.mapRun(), new Signal.MapRunUpdated(e), draft);
      case Event.TimerFired e -> fire(state, e.timer(), draft);
      case Event.StopRequested stop -> Endings.abort(stop, draft);
      case Event.EngineFailed failed ->
          Endings.fail(
              Failure.of(ErrorName.RUNTIME, failed.cause()), draft.nextEventId() - 1, draft);
      case Event.ExecutionStarted ignored -> {}
      case Event.RedriveRequested ignored -> {}
    }
    flows.run(draft);
  }

  private void report(ExecutionState state, long attempt, Event event, Draft draft) {
    state
        .attempt(attempt)
        .ifPresent(open -> report(open, attempt, new Signal.Reported(event), draft));
  }

  private void report(OpenAttempt open, long attempt, Signal.Reported signal, Draft draft) {
    if (open.mapRun() == null) {
      flows.resume(new FlowFrame(open.flow(), open.waiting()), signal, draft);
    } else {
      tell(open.mapRun(), new Signal.CallReported(attempt, signal.event()), draft);
    }
  }

  /** The Map state that a Map Run belongs to hears of something, if the Map Run is there. */
  private void tell(FrameId mapRun, Signal signal, Draft draft) {
    if (draft.frame(mapRun) instanceof MapRunFrame) {
      FlowFrame frame = draft.flow(mapRun.parent());
      if (frame != null) {
        flows.resume(frame, signal, draft);
      }
    }
  }

  private void fire(ExecutionState state, TimerId id, Draft draft) {
    Optional<Timer> timer = state.pendingTimer(id);
    // A heartbeat moves its timer; the old moment means nothing then.
    if (timer.isEmpty() || timer.get().due().isAfter(draft.now())) {
      return;
    }
    switch (id.kind()) {
      case EXECUTION_TIMEOUT -> Endings.timeOut(draft);
      case CONTINUE -> goOn(draft, id);
      case WAIT -> resume(draft, id, new Signal.WaitOver());
      case RETRY -> resume(draft, id, new Signal.RetryDue());
      case DISPATCH -> resume(draft, id, new Signal.DispatchDue());
      case TASK_TIMEOUT -> resume(draft, id, new Signal.TaskTimedOut());
      case HEARTBEAT -> resume(draft, id, new Signal.HeartbeatMissed());
    }
  }

  private void goOn(Draft draft, TimerId id) {
    tell(id.frame(), new Signal.MapRunGoesOn(), draft);
    resumed(draft, id).ifPresent(frame -> draft.ready(frame.flow()));
  }

  private void resume(Draft draft, TimerId id, Signal signal) {
    resumed(draft, id).ifPresent(frame -> flows.resume(frame, signal, draft));
  }

  private static Optional<FlowFrame> resumed(Draft draft, TimerId id) {
    return Optional.ofNullable(draft.flow(id.frame()));
  }
}
