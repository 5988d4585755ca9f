package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.MapRun;
import io.passo.asl.interpreter.MapRunChild;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.MapRunLimits;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.MapState;
import io.passo.asl.model.StateMachineType;
import java.util.List;

/**
 * {@code Map} in Distributed mode (asl.md §6.8): a Map Run gives items to child executions, which
 * are executions of their own.
 */
final class MapRuns {
  /** Children that one call begins; the rest goes on in the next one. */
  private static final int MOST_CHILDREN = 256;

  private static final long MOST_BYTES = 256 * 1024;
  private static final String EXCEEDED = "The specified tolerated failure threshold was exceeded";

  private MapRuns() {}

  static Outcome enter(MapState state, Flow flow, Draft draft) {
    return switch (MapRunItems.concurrency(state, flow, draft)) {
      case Evaluation.Value<Long>(Long most) ->
          switch (MapRunItems.of(state, flow, draft)) {
            case Evaluation.Value<MapRunItems>(MapRunItems items) ->
                start(state, flow, items, most, draft);
            case Evaluation.Failed<MapRunItems> failed ->
                MapHandler.failInput(state, flow, failed.error(), draft);
          };
      case Evaluation.Failed<Long> failed ->
          MapHandler.failInput(state, flow, failed.error(), draft);
    };
  }

  private static Outcome start(
      MapState state, Flow flow, MapRunItems items, long concurrency, Draft draft) {
    long started = draft.record(flow.lastEvent(), new Details.MapStateStarted(items.size()));
    Flow after = flow.after(started);
    return switch (items.limits(concurrency)) {
      case Evaluation.Value<MapRunLimits>(MapRunLimits limits) ->
          start(state, after, items, limits, draft);
      case Evaluation.Failed<MapRunLimits> failed ->
          MapHandler.failInput(state, after, failed.error(), draft);
    };
  }

  private static Outcome start(
      MapState state, Flow flow, MapRunItems items, MapRunLimits limits, Draft draft) {
    long mapStarted = flow.lastEvent();
    String arn = MapRunArns.mapRun(state, draft.start(), draft.entropy());
    Flow after = flow.after(draft.record(mapStarted, new Details.MapRunStarted(arn)));
    MapRunFrame run =
        MapRunFrame.of(
            flow.id().fanOut(mapStarted),
            arn,
            state.itemProcessor().config().executionType() == StateMachineType.EXPRESS,
            draft.now(),
            limits,
            items.size());
    if (run.isDone()) {
      return succeed(state, after, run, draft);
    }
    items.keep(run.id());
    Outcome waits = new Outcome.Waits(after, new Waiting.ForChildren(mapStarted));
    return begin(state, after, run, items, waits, draft);
  }

  static Outcome resume(MapState state, FlowFrame frame, Signal signal, Draft draft) {
    if (!(frame.waiting() instanceof Waiting.ForChildren(long started))
        || !(draft.frame(frame.id().fanOut(started)) instanceof MapRunFrame run)) {
      return signal instanceof Signal.RetryDue
          ? enter(state, frame.flow(), draft)
          : new Outcome.Stays();
    }
    return switch (signal) {
      case Signal.ChildFinished(Event.ChildFinished event) when run.isRunning(event.index()) ->
          finished(state, frame.flow(), run, event, draft);
      case Signal.MapRunUpdated(Event.MapRunUpdated event) ->
          goOn(state, frame.flow(), run.under(updated(run, event)), draft);
      case Signal.MapRunGoesOn ignored -> goOn(state, frame.flow(), run, draft);
      default -> new Outcome.Stays();
    };
  }

  private static MapRunLimits updated(MapRunFrame run, Event.MapRunUpdated event) {
    return run.limits()
        .with(event.maxConcurrency(), event.toleratedCount(), event.toleratedPercentage());
  }

  private static Outcome finished(
      MapState state, Flow flow, MapRunFrame run, Event.ChildFinished event, Draft draft) {
    Json result = ChildResults.of(run, event);
    MapRunFrame rest =
        run.ended(event.index(), event.child().status(), event.itemCount(), result.size() + 1);
    FanOuts.keep(run.id(), event.index(), result, rest.resultBytes(), draft);
    return goOn(state, flow, rest, draft);
  }

  /** Fails, succeeds, or lets more children begin. */
  private static Outcome goOn(MapState state, Flow flow, MapRunFrame run, Draft draft) {
    if (run.isFailed()) {
      StatesError error = new StatesError(ErrorName.EXCEED_TOLERATED_FAILURE_THRESHOLD, EXCEEDED);
      return fail(state, flow, run, new Failure(error.name(), EXCEEDED, Failure.Kind.WORK), draft);
    }
    if (run.isDone()) {
      return succeed(state, flow, run, draft);
    }
    if (!run.hasNext() || run.room() == 0) {
      keep(run.begun(0, run.nextItem(), null), draft);
      return new Outcome.Stays();
    }
    return switch (MapRunItems.again(state, flow, run.id(), draft)) {
      case Evaluation.Value<MapRunItems>(MapRunItems items) ->
          begin(state, flow, run, items, new Outcome.Stays(), draft);
      case Evaluation.Failed<MapRunItems> failed -> fail(state, flow, run, failed.error(), draft);
    };
  }

  /**
   * Begins children up to the limits of concurrency and of one call.
   *
   * @param begun the outcome if they begin
   */
  private static Outcome begin(
      MapState state, Flow flow, MapRunFrame run, MapRunItems items, Outcome begun, Draft draft) {
    int most = Math.min(run.room(), MOST_CHILDREN);
    return switch (items.shares(run.nextItem(), most, MOST_BYTES)) {
      case Evaluation.Value<List<MapRunItems.Share>>(List<MapRunItems.Share> shares) -> {
        keep(begin(state, run, shares, draft), draft);
        yield begun;
      }
      case Evaluation.Failed<List<MapRunItems.Share>> failed ->
          fail(state, flow, run, failed.error(), draft);
    };
  }

  private static MapRunFrame begin(
      MapState state, MapRunFrame run, List<MapRunItems.Share> shares, Draft draft) {
    int index = run.next();
    int item = run.nextItem();
    for (MapRunItems.Share share : shares) {
      draft.effect(new Effect.StartChild(child(state, run, index++, share, draft)));
      item += share.items();
    }
    boolean more = item < run.total() && shares.size() < run.room();
    return run.begun(shares.size(), item, more ? draft.now() : null);
  }

  private static ExecutionStart child(
      MapState state, MapRunFrame run, int index, MapRunItems.Share share, Draft draft) {
    ExecutionStart parent = draft.start();
    MapRunChild child =
        new MapRunChild(
            run.arn(), parent.executionArn(), state.name(), run.id(), index, share.items());
    return new ExecutionStart(
            MapRunArns.child(run.arn(), index, run.express()),
            MapRunArns.childName(run.arn(), index),
            MapRunArns.stateMachine(run.arn()),
            parent.stateMachineName(),
            parent.roleArn(),
            parent.definitionHash(),
            share.input(),
            draft.now(),
            null,
            null,
            parent.traceHeader())
        .asChildOf(child);
  }

  private static void keep(MapRunFrame run, Draft draft) {
    draft.put(run);
    draft.effect(new Effect.MapRunChanged(run.toMapRun(MapRun.Status.RUNNING, null)));
  }

  /** Both events behind the end of the Map Run name it as previous. */
  private static Outcome succeed(MapState state, Flow flow, MapRunFrame run, Draft draft) {
    if (FanOuts.isTooLarge(run.resultBytes(), draft)) {
      return fail(state, flow, run, Failure.tooLarge(state.name(), Failure.Kind.WORK), draft);
    }
    Json results = FanOuts.collect(run.id(), run.next(), run.resultBytes(), draft);
    end(run, MapRun.Status.SUCCEEDED, draft);
    long ended = draft.record(flow.lastEvent(), new Details.Plain(EventType.MAP_RUN_SUCCEEDED));
    draft.record(ended, new Details.Plain(EventType.MAP_STATE_SUCCEEDED));
    return MapHandler.leave(state, flow.after(ended), results, draft);
  }

  private static Outcome fail(
      MapState state, Flow flow, MapRunFrame run, StatesError error, Draft draft) {
    Flow after = Evaluations.record(flow, error, flow.lastEvent(), draft);
    return fail(state, after, run, Evaluations.failure(flow, error, Failure.Kind.INPUT), draft);
  }

  private static Outcome fail(
      MapState state, Flow flow, MapRunFrame run, Failure failure, Draft draft) {
    stopChildren(run, draft);
    end(run, MapRun.Status.FAILED, draft);
    long ended =
        draft.record(
            flow.lastEvent(),
            new Details.Failure(EventType.MAP_RUN_FAILED, failure.error(), failure.cause()));
    return MapHandler.fail(state, flow.after(ended), failure, draft);
  }

  /** Ends a Map Run because what is around it failed. */
  static void abort(MapRunFrame run, long failedEvent, Draft draft) {
    abort(run, draft);
    draft.record(failedEvent, new Details.Plain(EventType.MAP_RUN_ABORTED));
  }

  /** Ends a Map Run with its execution. */
  static void abort(MapRunFrame run, Draft draft) {
    stopChildren(run, draft);
    end(run, MapRun.Status.ABORTED, draft);
  }

  private static void stopChildren(MapRunFrame run, Draft draft) {
    if (!run.express()) {
      for (int index : run.running()) {
        draft.effect(new Effect.StopChild(MapRunArns.child(run.arn(), index, false)));
      }
    }
  }

  private static void end(MapRunFrame run, MapRun.Status status, Draft draft) {
    FanOuts.discard(run.id(), run.next(), draft);
    draft.effect(new Effect.MapRunChanged(run.toMapRun(status, draft.now()).stopped()));
  }
}
