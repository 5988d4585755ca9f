package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.CountersFrame;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.LanguageLimits;
import io.passo.asl.interpreter.Pace;
import io.passo.asl.interpreter.RetryCounts;
import io.passo.asl.interpreter.StartFrame;
import io.passo.asl.interpreter.StateObserver;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.VariableFrame;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.Recovering;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs one state by itself with the handlers that run executions (TestState, api.md §12): nothing
 * before it, nothing after it, no history kept. What it would wait for is returned, and told to it
 * by whoever tests. Belongs to one test; not safe for concurrent use.
 */
public final class StateProbe {
  private static final Event.FailureKind FAILED = Event.FailureKind.FAILED;

  /** The first state of an execution is entered by its second event. */
  private static final long ENTERED = 2;

  private final Handlers handlers;
  private final StateMachine machine;
  private final State state;
  private final ExecutionStart start;
  private final Map<String, Json> variables;
  private final Inspection inspection;
  private final long entropy;
  private Flow flow;
  private Waiting waiting;
  private long nextEvent;

  /**
   * @param machine has the state
   * @param state the state
   * @param start facts of the execution it pretends to be in; the input is the input of the state
   * @param variables variables that it sees, by name
   * @param retries attempts that each Retrier has made already
   * @param inspection looks on
   * @param permissions whether a Task may be called
   * @param entropy seed for everything random
   */
  public StateProbe(
      StateMachine machine,
      State state,
      ExecutionStart start,
      Map<String, Json> variables,
      int retries,
      Inspection inspection,
      TaskTokens tokens,
      TaskPermissions permissions,
      long entropy) {
    this.handlers = new Handlers(tokens, permissions);
    this.machine = machine;
    this.state = state;
    this.start = start;
    this.variables = new TreeMap<>(variables);
    this.inspection = inspection;
    this.entropy = entropy;
    this.flow =
        Flow.before(FrameId.ROOT, state.name(), start.input(), 0)
            .retrying(counts(state, retries))
            .entered(ENTERED, start.startDate());
    this.waiting = new Waiting.ToContinue(ENTERED, start.startDate());
    this.nextEvent = ENTERED + 1;
  }

  private static RetryCounts counts(State state, int retries) {
    return state instanceof Recovering recovering
        ? new RetryCounts(Collections.nCopies(recovering.retry().size(), retries))
        : RetryCounts.NONE;
  }

  /** Enters the state; not for Map and Parallel, whose work is always told. */
  public Progress enter(Instant now) {
    Event event = new Event.ExecutionStarted(now, entropy, start);
    Draft draft = draft(event);
    return after(handlers.enter(state, flow, draft), draft);
  }

  /** The wait of a Wait state is over. */
  public Progress waited(Instant now) {
    Draft draft = draft(new Event.ExecutionStarted(now, entropy, start));
    return resume(new Signal.WaitOver(), draft);
  }

  /** The Task succeeded. */
  public Progress succeeded(Instant now, Json result) {
    inspection.put(Inspection.Step.RESULT, result);
    return report(new Event.TaskSucceeded(now, entropy, attempt(), result));
  }

  /** The Task failed. */
  public Progress failed(Instant now, @Nullable String error, @Nullable String cause) {
    return report(new Event.TaskFailed(now, entropy, attempt(), FAILED, error, cause));
  }

  /**
   * Prepares the iterations of a Map.
   *
   * @param readerData what its {@code ItemReader} would read; null = the items of its input
   */
  public MapProbe map(MapState map, @Nullable Json readerData) {
    Draft draft = draft(new Event.ExecutionStarted(start.startDate(), entropy, start));
    return new MapProbe(map, flow, draft, readerData);
  }

  /** All iterations or branches ended. */
  public Progress joined(Instant now, Json results) {
    Draft draft = draft(new Event.ExecutionStarted(now, entropy, start));
    inspection.put(Inspection.Step.RESULT, results);
    return switch (state) {
      case MapState map ->
          after(MapHandler.leave(map, flow, flow.lastEvent(), results, draft), draft);
      case ParallelState parallel ->
          switch (ParallelHandler.input(parallel, flow, draft)) {
            case Evaluation.Value<Json> ignored ->
                after(
                    ParallelHandler.leave(parallel, flow, flow.lastEvent(), results, draft), draft);
            case Evaluation.Failed<Json> failed ->
                after(
                    Recovery.recover(
                        parallel,
                        flow,
                        Failure.in(flow, failed.error(), Failure.Kind.INPUT),
                        draft),
                    draft);
          };
      default -> throw new IllegalStateException("Expected a Map or Parallel state");
    };
  }

  /** An iteration or branch failed, or the input of the state could not be processed. */
  public Progress broke(Instant now, @Nullable String error, @Nullable String cause) {
    return broke(now, error, cause, false);
  }

  /** The input of the state could not be processed. */
  public Progress unprocessable(Instant now, String error, @Nullable String cause) {
    return broke(now, error, cause, true);
  }

  private Progress broke(
      Instant now, @Nullable String error, @Nullable String cause, boolean input) {
    Draft draft = draft(new Event.ExecutionStarted(now, entropy, start));
    return switch (state) {
      case MapState map -> {
        Failure.Kind kind = input ? Failure.Kind.INPUT : Failure.Kind.WORK;
        yield after(Recovery.recover(map, flow, new Failure(error, cause, kind), draft), draft);
      }
      case ParallelState parallel -> {
        Failure failure = new Failure(error, cause, Failure.Kind.BRANCH);
        yield after(Recovery.recover(parallel, flow, failure, draft), draft);
      }
      default -> throw new IllegalStateException("Expected a Map or Parallel state");
    };
  }

  private Progress report(Event event) {
    return resume(new Signal.Reported(event), draft(event));
  }

  private long attempt() {
    return waiting instanceof Waiting.ForAttempt attempt ? attempt.attempt() : 0;
  }

  private Progress resume(Signal signal, Draft draft) {
    return after(handlers.resume(state, new FlowFrame(flow, waiting), signal, draft), draft);
  }

  private Draft draft(Event event) {
    List<Frame> frames = new ArrayList<>();
    frames.add(new StartFrame(start, null));
    frames.add(
        new CountersFrame(nextEvent, variables.values().stream().mapToLong(Json::size).sum()));
    variables.forEach((name, value) -> frames.add(variable(name, value)));
    return new Draft(
        ExecutionState.of(machine, frames),
        start,
        event,
        LanguageLimits.STRICT,
        StateObserver.NOBODY,
        Pace.FREE,
        inspection);
  }

  private static VariableFrame variable(String name, Json value) {
    return new VariableFrame(FrameId.ROOT.variable(name), value);
  }

  /** The variables as they are now, by name. */
  public Map<String, Json> variables() {
    return Map.copyOf(variables);
  }

  private Progress after(Outcome outcome, Draft draft) {
    nextEvent = draft.nextEventId();
    for (Frame frame : draft.frames()) {
      for (String name : machine.scopeOf(state.name())) {
        if (frame instanceof VariableFrame(FrameId id, Json value)
            && id.equals(FrameId.ROOT.variable(name))) {
          variables.put(name, value);
        }
      }
    }
    return switch (outcome) {
      case Outcome.Waits waits -> waits(waits, draft);
      case Outcome.Leaves leaves -> left(leaves);
      case Outcome.Fails fails -> new Progress.Failed(fails.failure().error(), cause(fails));
      case Outcome.Stays ignored ->
          throw new IllegalStateException("Expected a report that the state waits for");
    };
  }

  private Progress waits(Outcome.Waits waits, Draft draft) {
    flow = waits.flow();
    waiting = waits.waiting();
    return switch (waiting) {
      case Waiting.UntilDue(Instant due) -> new Progress.AwaitsTime(due);
      case Waiting.ForRetry ignored -> {
        Failure failure = Objects.requireNonNull(inspection.retried());
        yield new Progress.Retries(failure.error(), withoutPlace(failure.cause()));
      }
      case Waiting.ForAttempt ignored -> new Progress.AwaitsTask(scheduled(draft.effects()));
      default -> throw new IllegalStateException("Expected a state without inner states");
    };
  }

  private static Effect.ScheduleTask scheduled(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.ScheduleTask task) {
        return task;
      }
    }
    throw new IllegalStateException("Expected a Task that waits to be scheduled");
  }

  private Progress left(Outcome.Leaves leaves) {
    String next = leaves.transition() instanceof Transition.Next(String name) ? name : null;
    Failure caught = inspection.caught();
    return caught == null
        ? new Progress.Left(leaves.output(), next)
        : new Progress.Caught(leaves.output(), next, caught.error(), withoutPlace(caught.cause()));
  }

  private @Nullable String cause(Outcome.Fails fails) {
    return withoutPlace(fails.failure().cause());
  }

  /** There is no history here that a cause could point into (observed). */
  private @Nullable String withoutPlace(@Nullable String cause) {
    String where = Failure.where(flow);
    return cause != null && cause.startsWith(where) ? cause.substring(where.length()) : cause;
  }

  /** How far the state is. */
  public sealed interface Progress {
    /**
     * It was left.
     *
     * @param next where it leads; null if it ends the execution
     */
    record Left(Json output, @Nullable String next) implements Progress {}

    /** A Catcher took its error. */
    record Caught(
        Json output, @Nullable String next, @Nullable String error, @Nullable String cause)
        implements Progress {}

    /** A Retrier would run it again. */
    record Retries(@Nullable String error, @Nullable String cause) implements Progress {}

    /** It failed. */
    record Failed(@Nullable String error, @Nullable String cause) implements Progress {}

    /** It waits for the result of this call. */
    record AwaitsTask(Effect.ScheduleTask task) implements Progress {}

    /** It waits for this moment. */
    record AwaitsTime(Instant due) implements Progress {}
  }
}
