package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.interpreter.FanOutFrame;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.ParallelState;

/** {@code Parallel} (asl.md §6.7). */
final class ParallelHandler implements StateHandler<ParallelState> {
  @Override
  public Outcome enter(ParallelState state, Flow flow, Draft draft) {
    return switch (input(state, flow, draft)) {
      case Evaluation.Value<Json>(Json input) -> start(state, flow, input, draft);
      case Evaluation.Failed<Json> failed -> failInput(state, flow, failed.error(), draft);
    };
  }

  /** What the branches get. */
  static Evaluation<Json> input(ParallelState state, Flow flow, Draft draft) {
    return steps(state, flow, draft).effectiveInput().flatMap(draft::checkInput);
  }

  private static Outcome failInput(ParallelState state, Flow flow, StatesError error, Draft draft) {
    return Recovery.failFanOut(
        state, flow, error, Failure.Kind.INPUT, EventType.PARALLEL_STATE_FAILED, draft);
  }

  private static DataFlowSteps steps(ParallelState state, Flow flow, Draft draft) {
    return DataFlowSteps.of(state, state.flow(), flow, draft);
  }

  private static Outcome start(ParallelState state, Flow flow, Json input, Draft draft) {
    long started =
        draft.record(flow.lastEvent(), new Details.Plain(EventType.PARALLEL_STATE_STARTED));
    FanOutFrame fanOut = FanOutFrame.of(flow.id().fanOut(started), state.branches().size());
    while (fanOut.hasNext()) {
      String startAt = state.branches().get(fanOut.next()).startAt();
      draft.ready(Flow.before(fanOut.id().child(fanOut.next()), startAt, input, started));
      fanOut = fanOut.beginning();
    }
    draft.put(fanOut);
    return new Outcome.Waits(flow.after(started), new Waiting.ForChildren(started));
  }

  @Override
  public Outcome resume(ParallelState state, FlowFrame frame, Signal signal, Draft draft) {
    return switch (signal) {
      case Signal.ChildEnded child -> ended(state, frame, child, draft);
      case Signal.ChildFailed child -> failed(state, frame, child, draft);
      case Signal.RetryDue ignored -> enter(state, frame.flow(), draft);
      default -> new Outcome.Stays();
    };
  }

  private static Outcome ended(
      ParallelState state, FlowFrame frame, Signal.ChildEnded child, Draft draft) {
    FanOutFrame fanOut = FanOuts.keep(FanOuts.of(frame, draft), child, draft);
    if (!fanOut.isDone()) {
      return new Outcome.Stays();
    }
    Flow flow = frame.flow().after(child.lastEvent());
    if (FanOuts.isTooLarge(fanOut.resultBytes(), draft)) {
      FanOuts.discard(fanOut, draft);
      Failure failure = Failure.tooLarge(state.name(), Failure.Kind.OUTPUT);
      return new Outcome.Fails(failure, flow.lastEvent());
    }
    long succeeded =
        draft.record(child.lastEvent(), new Details.Plain(EventType.PARALLEL_STATE_SUCCEEDED));
    return leave(state, flow, succeeded, FanOuts.collect(fanOut, draft), draft);
  }

  /** Leaves the state with the results of all branches; Exited and Succeeded are siblings. */
  static Outcome leave(ParallelState state, Flow flow, long succeeded, Json result, Draft draft) {
    return switch (steps(state, flow, draft).afterWork(result, state.assign())) {
      case Evaluation.Value<Leaving>(Leaving leaving) ->
          Exits.leave(state, flow, leaving, flow.lastEvent(), state.transition(), draft);
      case Evaluation.Failed<Leaving> failed ->
          failOutput(state, flow.after(succeeded), failed.error(), draft);
    };
  }

  private static Outcome failOutput(
      ParallelState state, Flow flow, StatesError error, Draft draft) {
    return Recovery.failFanOut(
        state, flow, error, Failure.Kind.WORK, EventType.PARALLEL_STATE_FAILED, draft);
  }

  private static Outcome failed(
      ParallelState state, FlowFrame frame, Signal.ChildFailed child, Draft draft) {
    FanOutFrame fanOut = FanOuts.of(frame, draft);
    FanOuts.expireWith(child.child(), fanOut, draft);
    FanOuts.abort(state, fanOut, child.child(), child.failedEvent(), draft);
    Failure failure = child.failure().as(Failure.Kind.BRANCH);
    return fail(state, frame.flow().after(child.failedEvent()), failure, draft);
  }

  /** Retry, else Failed and Catch; {@code flow} is behind the event of the failure. */
  private static Outcome fail(ParallelState state, Flow flow, Failure failure, Draft draft) {
    return Recovery.failFanOut(state, flow, failure, EventType.PARALLEL_STATE_FAILED, draft);
  }
}
