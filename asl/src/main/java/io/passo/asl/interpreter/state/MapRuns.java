package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.MapRun;
import io.passo.asl.interpreter.MapRunAdmission;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.MapRunLimits;
import io.passo.asl.interpreter.MapRunReading;
import io.passo.asl.interpreter.MapRunRedrive;
import io.passo.asl.interpreter.MapRunWriting;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.interpreter.state.MapRunItems.Shares;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ResultWriter;
import io.passo.asl.model.StateMachineType;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code Map} in Distributed mode (asl.md §6.8): a Map Run gives items to child executions, which
 * are executions of their own.
 */
final class MapRuns {
  /** Children that one call begins; the rest goes on in the next one. */
  private static final int MOST_CHILDREN = 256;

  private static final long MOST_BYTES = 256 * 1024;
  private static final long LOOK_PART = 8;
  private static final long SHORTEST_LOOK_MILLIS = 1_000;
  private static final long LONGEST_LOOK_MILLIS = 10_000;
  private static final String EXCEEDED = "The specified tolerated failure threshold was exceeded";

  private final MapRunAccess access;
  private final MapRunAdmission admission;

  MapRuns(MapRunAccess access, MapRunAdmission admission) {
    this.access = access;
    this.admission = admission;
  }

  Outcome enter(MapState state, Flow flow, Draft draft) {
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

  private Outcome start(
      MapState state, Flow flow, MapRunItems items, long concurrency, Draft draft) {
    long started = draft.record(flow.lastEvent(), new Details.MapStateStarted(items.size()));
    Flow after = flow.after(started);
    return switch (plan(state, items, concurrency)) {
      case Evaluation.Value<Plan>(Plan plan) -> start(state, after, items, plan, draft);
      case Evaluation.Failed<Plan> failed ->
          MapHandler.failInput(state, after, failed.error(), draft);
    };
  }

  /**
   * What is fixed when a Map Run begins.
   *
   * @param source what its items are read from, if they are read
   * @param destination where its results are written to, if they are written
   */
  private record Plan(MapRunLimits limits, Optional<Json> source, Optional<Json> destination) {}

  private static Evaluation<Plan> plan(MapState state, MapRunItems items, long concurrency) {
    return items
        .numbers()
        .limits(state, concurrency)
        .flatMap(
            limits ->
                ItemPages.source(state, items)
                    .flatMap(
                        source ->
                            ResultExports.destination(state, items)
                                .map(destination -> new Plan(limits, source, destination))));
  }

  private Outcome start(MapState state, Flow flow, MapRunItems items, Plan plan, Draft draft) {
    long mapStarted = flow.lastEvent();
    String arn = MapRunArns.mapRun(state, draft.start(), draft.entropy());
    Flow after = flow.after(draft.record(mapStarted, new Details.MapRunStarted(arn)));
    MapRunFrame run =
        MapRunFrame.of(
            flow.id().fanOut(mapStarted),
            arn,
            state.itemProcessor().config().executionType() == StateMachineType.EXPRESS,
            draft.now(),
            plan.limits(),
            items.size());
    if (plan.source().isPresent()) {
      run = ItemPages.begin(run, plan.source().get(), draft);
    }
    if (plan.destination().isPresent()) {
      run = ResultExports.begin(run, plan.destination().get(), draft);
    }
    if (run.isDone() && run.writing() == null) {
      return succeed(state, after, run, draft);
    }
    items.keep(run.id());
    Outcome waits = waits(after, run);
    Optional<StatesError> refusal = access.refusalToWrite(state, run, draft);
    if (refusal.isPresent()) {
      return failAtOnce(state, after, run, Failure.of(refusal.get()), draft);
    }
    if (!mayBegin(run, draft)) {
      return backlog(run, waits, draft);
    }
    return run.hasNext()
        ? begin(state, after, run, items, waits, draft)
        : keep(state, after, run, waits, false, draft);
  }

  private static Outcome waits(Flow flow, MapRunFrame run) {
    return new Outcome.Waits(flow, new Waiting.ForChildren(run.startedEvent()));
  }

  Outcome resume(MapState state, FlowFrame frame, Signal signal, Draft draft) {
    if (!(frame.waiting() instanceof Waiting.ForChildren(long started))
        || !(draft.frame(frame.id().fanOut(started)) instanceof MapRunFrame run)) {
      return signal instanceof Signal.RetryDue
          ? enter(state, frame.flow(), draft)
          : new Outcome.Stays();
    }
    return switch (signal) {
      case Signal.ChildFinished(Event.ChildFinished event)
          when run.isRunning(event.index()) && run.isCurrent(event) ->
          finished(state, frame.flow(), run, event, draft);
      case Signal.MapRunUpdated(Event.MapRunUpdated event) ->
          goOn(state, frame.flow(), run.under(updated(run, event)), draft);
      case Signal.MapRunGoesOn ignored -> goOn(state, frame.flow(), run, draft);
      case Signal.CallReported(long attempt, Event event) when hasEnded(event) ->
          called(state, frame.flow(), run, attempt, event, draft);
      default -> new Outcome.Stays();
    };
  }

  private static boolean hasEnded(Event event) {
    return event instanceof Event.TaskSucceeded || event instanceof Event.TaskFailed;
  }

  /** A page has been read, or a part of the results has been written. */
  private Outcome called(
      MapState state, Flow flow, MapRunFrame run, long attempt, Event event, Draft draft) {
    MapRunReading reading = run.reading();
    if (reading != null && reading.isOpen() && attempt == run.readAttempt(reading)) {
      return switch (ItemPages.read(run, reading, event, draft)) {
        case Evaluation.Value<MapRunFrame>(MapRunFrame read) -> goOn(state, flow, read, draft);
        case Evaluation.Failed<MapRunFrame> failed ->
            fail(
                state,
                flow,
                run.with(reading.ended(), run.total()),
                Failure.of(failed.error()),
                draft);
      };
    }
    MapRunWriting writing = run.writing();
    if (writing == null || !writing.isOpen() || attempt != run.writeAttempt(writing)) {
      return new Outcome.Stays();
    }
    return switch (ResultExports.written(writing, event)) {
      case Evaluation.Value<Optional<Json>>(Optional<Json> manifest) ->
          manifest.isPresent()
              ? published(state, flow, run, manifest.get(), draft)
              : goOn(state, flow, ResultExports.drop(run, writing, draft), draft);
      case Evaluation.Failed<Optional<Json>> failed ->
          failAtOnce(state, flow, run, Failure.of(failed.error()), draft);
    };
  }

  private Outcome published(
      MapState state, Flow flow, MapRunFrame run, Json manifest, Draft draft) {
    MapRunWriting writing = run.writing();
    return writing != null && writing.isClosing()
        ? failAtOnce(state, flow, run, Failure.of(writing.failure()), draft)
        : succeed(state, flow, run, ResultExports.result(run, manifest), draft);
  }

  private static MapRunLimits updated(MapRunFrame run, Event.MapRunUpdated event) {
    return run.limits()
        .with(event.maxConcurrency(), event.toleratedCount(), event.toleratedPercentage());
  }

  private Outcome finished(
      MapState state, Flow flow, MapRunFrame run, Event.ChildFinished event, Draft draft) {
    ResultWriter writer = state.resultWriter();
    ExecutionStatus status = event.child().status();
    MapRunWriting writing = run.writing();
    if (writing != null) {
      MapRunFrame rest = run.ended(event.index(), status, event.itemCount(), 0);
      Json result = ChildResults.exported(writer, run, event);
      return goOn(state, flow, ResultExports.keep(rest, writing, result, draft), draft);
    }
    Json result = ChildResults.of(writer, run, event);
    MapRunFrame rest = run.ended(event.index(), status, event.itemCount(), result.size() + 1);
    FanOuts.keep(run.id(), event.index(), result, rest.resultBytes(), draft);
    return goOn(state, flow, rest, draft);
  }

  private boolean mayBegin(MapRunFrame run, Draft draft) {
    return admission.mayBegin(draft.start(), run.arn(), run.startedAt());
  }

  /** It waits until it may begin; the longer it has waited the less often it looks. */
  private static Outcome backlog(MapRunFrame run, Outcome outcome, Draft draft) {
    long waited = Duration.between(run.startedAt(), draft.now()).toMillis();
    long wait = Math.clamp(waited / LOOK_PART, SHORTEST_LOOK_MILLIS, LONGEST_LOOK_MILLIS);
    MapRunFrame waits = run.backlogged(draft.now().plusMillis(wait));
    draft.put(waits);
    draft.effect(new Effect.MapRunChanged(waits.toMapRun(MapRun.Status.RUNNING, null)));
    return outcome;
  }

  private Outcome goOn(MapState state, Flow flow, MapRunFrame run, Draft draft) {
    if (!run.isBacklogged()) {
      return proceed(state, flow, run, draft);
    }
    return mayBegin(run, draft)
        ? proceed(state, flow, run.admitted(), draft)
        : backlog(run, new Outcome.Stays(), draft);
  }

  /** Fails, succeeds, or lets more children begin. */
  private Outcome proceed(MapState state, Flow flow, MapRunFrame run, Draft draft) {
    if (run.isFailed() && !run.isClosing()) {
      StatesError error = new StatesError(ErrorName.EXCEED_TOLERATED_FAILURE_THRESHOLD, EXCEEDED);
      return fail(state, flow, run, Failure.of(error), draft);
    }
    if (run.isDone() && run.writing() == null) {
      return succeed(state, flow, run, draft);
    }
    MapRunRedrive redrive = run.redrive();
    if (redrive != null && run.hasToRedrive() && run.room() > 0) {
      MapRunFrame rest = MapRunChildren.redrive(state, run, redrive, MOST_CHILDREN, draft);
      return keep(state, flow, rest, new Outcome.Stays(), false, draft);
    }
    if (!run.hasNext() || run.room() == 0 || ResultExports.isBehind(run)) {
      return keep(
          state, flow, run.begun(0, run.nextItem(), null), new Outcome.Stays(), false, draft);
    }
    return switch (MapRunItems.again(state, flow, run, draft)) {
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
  private Outcome begin(
      MapState state, Flow flow, MapRunFrame run, MapRunItems items, Outcome begun, Draft draft) {
    int most = Math.min(run.room(), MOST_CHILDREN);
    return switch (items.shares(run.nextItem(), most, MOST_BYTES)) {
      case Evaluation.Value<Shares>(Shares shares) -> {
        MapRunFrame rest = MapRunChildren.begin(state, run, shares, draft);
        yield keep(state, flow, rest, begun, shares.isStalled(), draft);
      }
      case Evaluation.Failed<Shares> failed -> fail(state, flow, run, failed.error(), draft);
    };
  }

  /**
   * Reads and writes on, and stays so.
   *
   * @param isStalled whether the next child needs items that have not been read yet
   */
  private Outcome keep(
      MapState state, Flow flow, MapRunFrame run, Outcome outcome, boolean isStalled, Draft draft) {
    MapRunFrame kept = ItemPages.dropGiven(run, draft);
    MapRunReading reading = kept.reading();
    if (reading != null && ItemPages.hasRoom(kept, isStalled)) {
      Optional<StatesError> refusal = access.refusalToRead(state, kept, draft);
      if (refusal.isPresent()) {
        MapRunFrame unread = kept.with(reading.ended(), kept.total());
        return fail(state, flow, unread, Failure.of(refusal.get()), draft);
      }
      kept = ItemPages.readNext(state, kept, draft);
    }
    if (ResultExports.hasWork(kept)) {
      Optional<StatesError> refusal = access.refusalToWrite(state, kept, draft);
      if (refusal.isPresent()) {
        return failAtOnce(state, flow, kept, Failure.of(refusal.get()), draft);
      }
      kept = ResultExports.writeNext(state, kept, draft);
    }
    draft.put(kept);
    draft.effect(new Effect.MapRunChanged(kept.toMapRun(MapRun.Status.RUNNING, null)));
    return outcome;
  }

  private Outcome succeed(MapState state, Flow flow, MapRunFrame run, Draft draft) {
    if (FanOuts.isTooLarge(run.resultBytes(), draft)) {
      return fail(state, flow, run, Failure.tooLarge(state.name(), Failure.Kind.WORK), draft);
    }
    Json results = FanOuts.collect(run.id(), run.next(), run.resultBytes(), draft);
    return succeed(state, flow, run, ChildResults.joined(state.resultWriter(), results), draft);
  }

  /** Both events behind the end of the Map Run name it as previous. */
  private Outcome succeed(MapState state, Flow flow, MapRunFrame run, Json result, Draft draft) {
    end(run, MapRun.Status.SUCCEEDED, draft);
    long ended = draft.record(flow.lastEvent(), new Details.Plain(EventType.MAP_RUN_SUCCEEDED));
    long succeeded = draft.record(ended, new Details.Plain(EventType.MAP_STATE_SUCCEEDED));
    return MapHandler.leave(state, flow.after(ended), succeeded, result, draft);
  }

  private Outcome fail(MapState state, Flow flow, MapRunFrame run, StatesError error, Draft draft) {
    Flow after = Evaluations.record(flow, error, flow.lastEvent(), draft);
    return fail(state, after, run, Evaluations.failure(flow, error, Failure.Kind.INPUT), draft);
  }

  /** What has been written by then is published first. */
  private Outcome fail(MapState state, Flow flow, MapRunFrame run, Failure failure, Draft draft) {
    MapRunWriting writing = run.writing();
    if (writing == null || writing.isClosing()) {
      return failAtOnce(state, flow, run, failure, draft);
    }
    MapRunChildren.stop(run, draft);
    StatesError error = new StatesError(String.valueOf(failure.error()), failure.cause());
    MapRunFrame closing =
        ItemPages.end(run, draft).with(writing.failed(error)).begun(0, run.nextItem(), null);
    return keep(state, flow, closing, waits(flow, run), false, draft);
  }

  private Outcome failAtOnce(
      MapState state, Flow flow, MapRunFrame run, Failure failure, Draft draft) {
    MapRunChildren.stop(run, draft);
    end(run, MapRun.Status.FAILED, draft);
    Failure shown = failure.uncaught();
    long ended =
        draft.record(
            flow.lastEvent(),
            new Details.Failure(EventType.MAP_RUN_FAILED, shown.error(), shown.cause()));
    return MapHandler.fail(state, flow.after(ended), failure, draft);
  }

  /** Ends a Map Run because what is around it failed. */
  static void abort(MapRunFrame run, long failedEvent, Draft draft) {
    abort(run, draft);
    draft.record(failedEvent, new Details.Plain(EventType.MAP_RUN_ABORTED));
  }

  /** Ends a Map Run with its execution. */
  static void abort(MapRunFrame run, Draft draft) {
    MapRunChildren.stop(run, draft);
    end(run, MapRun.Status.ABORTED, draft);
  }

  private static void end(MapRunFrame run, MapRun.Status status, Draft draft) {
    MapRunCalls.cancel(run, draft);
    ItemPages.discard(run, draft);
    ResultExports.discard(run, draft);
    FanOuts.discard(run.id(), run.next(), draft);
    draft.effect(new Effect.MapRunChanged(run.toMapRun(status, draft.now()).stopped()));
  }
}
