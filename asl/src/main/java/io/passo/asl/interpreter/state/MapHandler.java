package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.interpreter.FanOutFrame;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.MapRunAdmission;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.ItemProcessor;
import io.passo.asl.model.MapState;
import java.util.Optional;

/**
 * {@code Map} in Inline mode (asl.md §6.8); in Distributed mode it is for {@link MapRuns}. Items
 * are not kept beside the raw input: what selects them is evaluated again whenever an iteration
 * begins.
 */
final class MapHandler implements StateHandler<MapState> {
  private final MapRunAccess access;
  private final MapRuns mapRuns;

  MapHandler(TaskPermissions permissions, MapRunAdmission admission) {
    this.access = new MapRunAccess(permissions);
    this.mapRuns = new MapRuns(access, admission);
  }

  @Override
  public Outcome enter(MapState state, Flow flow, Draft draft) {
    if (isDistributed(state)) {
      return distributed(state, flow, draft);
    }
    return switch (MapItems.of(state, flow, draft)) {
      case Evaluation.Value<MapItems>(MapItems items) -> start(state, flow, items, draft);
      case Evaluation.Failed<MapItems> failed -> failInput(state, flow, failed.error(), draft);
    };
  }

  /** The role of the execution must be allowed to start executions of its own state machine. */
  private Outcome distributed(MapState state, Flow flow, Draft draft) {
    Optional<StatesError> refusal = access.refusalToStart(draft);
    return refusal.isPresent()
        ? fail(state, flow, Failure.of(refusal.get()), draft)
        : mapRuns.enter(state, flow, draft);
  }

  private static boolean isDistributed(MapState state) {
    return state.itemProcessor().config().mode() == ItemProcessor.Mode.DISTRIBUTED;
  }

  /** The state cannot begin, or go on, with its input. */
  static Outcome failInput(MapState state, Flow flow, StatesError error, Draft draft) {
    return Recovery.failFanOut(
        state, flow, error, Failure.Kind.INPUT, EventType.MAP_STATE_FAILED, draft);
  }

  private static Outcome start(MapState state, Flow flow, MapItems items, Draft draft) {
    long started = draft.record(flow.lastEvent(), new Details.MapStateStarted(items.size()));
    Flow after = flow.after(started);
    FanOutFrame fanOut = FanOutFrame.of(flow.id().fanOut(started), items.size());
    if (fanOut.isDone()) {
      return succeed(state, after, fanOut, draft);
    }
    items.keep(fanOut.id(), draft);
    Outcome waits = new Outcome.Waits(after, new Waiting.ForChildren(started));
    return begin(state, after, fanOut, items, started, waits, draft);
  }

  /**
   * Begins iterations up to the limit of concurrency.
   *
   * @param previous event that made room for them
   * @param begun the outcome if they begin
   */
  private static Outcome begin(
      MapState state,
      Flow flow,
      FanOutFrame before,
      MapItems items,
      long previous,
      Outcome begun,
      Draft draft) {
    FanOutFrame fanOut = before;
    while (fanOut.hasNext() && fanOut.running().size() < items.concurrency()) {
      int index = fanOut.next();
      switch (items.input(index)) {
        case Evaluation.Value<Json>(Json input) -> {
          long started =
              draft.record(previous, iteration(state, EventType.MAP_ITERATION_STARTED, index));
          String startAt = state.itemProcessor().workflow().startAt();
          draft.ready(Flow.before(fanOut.id().child(index), startAt, input, started));
          fanOut = fanOut.beginning();
        }
        case Evaluation.Failed<Json> failed -> {
          FanOuts.abortAll(state, fanOut, previous, draft);
          return failInput(state, flow, failed.error(), draft);
        }
      }
    }
    draft.put(fanOut);
    return begun;
  }

  private static Details iteration(MapState state, EventType type, int index) {
    return new Details.MapIteration(type, state.name(), index);
  }

  @Override
  public Outcome resume(MapState state, FlowFrame frame, Signal signal, Draft draft) {
    if (isDistributed(state)) {
      return mapRuns.resume(state, frame, signal, draft);
    }
    return switch (signal) {
      case Signal.ChildEnded child -> ended(state, frame, child, draft);
      case Signal.ChildFailed child -> failed(state, frame, child, draft);
      case Signal.RetryDue ignored -> enter(state, frame.flow(), draft);
      default -> new Outcome.Stays();
    };
  }

  private static Outcome ended(
      MapState state, FlowFrame frame, Signal.ChildEnded child, Draft draft) {
    long succeeded =
        draft.record(
            child.lastEvent(), iteration(state, EventType.MAP_ITERATION_SUCCEEDED, child.index()));
    FanOutFrame fanOut = FanOuts.keep(FanOuts.of(frame, draft), child, draft);
    if (fanOut.isDone()) {
      return succeed(state, frame.flow().after(succeeded), fanOut, draft);
    }
    if (!fanOut.hasNext()) {
      return new Outcome.Stays();
    }
    return switch (MapItems.again(state, frame.flow(), fanOut.id(), draft)) {
      case Evaluation.Value<MapItems>(MapItems items) ->
          begin(state, frame.flow(), fanOut, items, child.lastEvent(), new Outcome.Stays(), draft);
      case Evaluation.Failed<MapItems> failed -> {
        FanOuts.abortAll(state, fanOut, child.lastEvent(), draft);
        yield failInput(state, frame.flow(), failed.error(), draft);
      }
    };
  }

  /** {@code flow} is behind the last iteration: both events name it as previous. */
  private static Outcome succeed(MapState state, Flow flow, FanOutFrame fanOut, Draft draft) {
    if (FanOuts.isTooLarge(fanOut.resultBytes(), draft)) {
      FanOuts.discard(fanOut, draft);
      Failure failure = Failure.tooLarge(state.name(), Failure.Kind.OUTPUT);
      return new Outcome.Fails(failure, flow.lastEvent());
    }
    long succeeded =
        draft.record(flow.lastEvent(), new Details.Plain(EventType.MAP_STATE_SUCCEEDED));
    return leave(state, flow, succeeded, FanOuts.collect(fanOut, draft), draft);
  }

  /** Leaves the state with the results of all iterations; Exited and Succeeded are siblings. */
  static Outcome leave(MapState state, Flow flow, long succeeded, Json result, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return switch (steps.afterWork(result, state.assign())) {
      case Evaluation.Value<Leaving>(Leaving leaving) ->
          Exits.leave(state, flow, leaving, flow.lastEvent(), state.transition(), draft);
      case Evaluation.Failed<Leaving> failed ->
          failOutput(state, flow.after(succeeded), failed.error(), draft);
    };
  }

  private static Outcome failOutput(MapState state, Flow flow, StatesError error, Draft draft) {
    return Recovery.failFanOut(
        state, flow, error, Failure.Kind.WORK, EventType.MAP_STATE_FAILED, draft);
  }

  private static Outcome failed(
      MapState state, FlowFrame frame, Signal.ChildFailed child, Draft draft) {
    long failedEvent = child.failedEvent();
    int index = child.child().id().index();
    FanOutFrame fanOut = FanOuts.of(frame, draft);
    FanOuts.expireWith(child.child(), fanOut, draft);
    draft.record(failedEvent, iteration(state, EventType.MAP_ITERATION_FAILED, index));
    FanOuts.abort(state, fanOut, child.child(), failedEvent, draft);
    Failure failure = child.failure().as(Failure.Kind.WORK);
    return fail(state, frame.flow().after(failedEvent), failure, draft);
  }

  /** Retry, else Failed and Catch; {@code flow} is behind the event of the failure. */
  static Outcome fail(MapState state, Flow flow, Failure failure, Draft draft) {
    return Recovery.failFanOut(state, flow, failure, EventType.MAP_STATE_FAILED, draft);
  }
}
