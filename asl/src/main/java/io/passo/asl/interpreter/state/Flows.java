package io.passo.asl.interpreter.state;

import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.model.State;
import io.passo.asl.model.Transition;

/** Moves flows of control from state to state until each waits or has ended. */
final class Flows {
  private final Handlers handlers;

  Flows(Handlers handlers) {
    this.handlers = handlers;
  }

  /** Runs what can run in this call. */
  void run(Draft draft) {
    for (Flow flow = draft.nextReady(); flow != null; flow = draft.nextReady()) {
      enter(flow, draft);
    }
  }

  private void enter(Flow flow, Draft draft) {
    State state = draft.machine().state(flow.state());
    Details details =
        new Details.StateEntered(StateEvents.entered(state), state.name(), flow.input());
    Flow entered = flow.entered(draft.record(flow.lastEvent(), details), draft.now());
    draft.entered(entered.visit(), flow.lastEvent());
    draft.observer().entered(draft.start(), flow.id(), state);
    Outcome outcome = handlers.enter(state, entered, draft);
    apply(entered, outcome, draft);
  }

  /** The flow is in its state already, which begins again. */
  void again(Flow flow, Draft draft) {
    State state = draft.machine().state(flow.state());
    apply(flow, handlers.enter(state, flow, draft), draft);
  }

  /** A waiting flow hears of something. */
  void resume(FlowFrame frame, Signal signal, Draft draft) {
    State state = draft.machine().state(frame.flow().state());
    apply(frame.flow(), handlers.resume(state, frame, signal, draft), draft);
  }

  private void apply(Flow flow, Outcome outcome, Draft draft) {
    switch (outcome) {
      case Outcome.Waits(Flow at, var waiting) -> draft.put(new FlowFrame(at, waiting));
      case Outcome.Leaves leaves -> {
        // It no longer waits for what it waited for, so nothing of that is cancelled.
        draft.remove(flow.id());
        leave(flow, leaves, draft);
      }
      case Outcome.Fails fails -> {
        draft.remove(flow.id());
        fail(flow, fails, draft);
      }
      case Outcome.Stays ignored -> {}
    }
  }

  private void leave(Flow flow, Outcome.Leaves leaves, Draft draft) {
    switch (leaves.transition()) {
      case Transition.Next(String next) ->
          draft.ready(flow.to(next, leaves.output(), leaves.exitedEvent()));
      case Transition.End ignored -> end(flow, leaves.output(), leaves.exitedEvent(), draft);
    }
  }

  private void end(Flow flow, Json output, long lastEvent, Draft draft) {
    if (flow.isRoot()) {
      draft.recordLast(lastEvent, new Details.Output(EventType.EXECUTION_SUCCEEDED, output));
      Endings.finish(ExecutionStatus.SUCCEEDED, output, null, null, draft);
      return;
    }
    draft.forgetVariables(flow);
    resume(parent(flow, draft), new Signal.ChildEnded(flow.id().index(), output, lastEvent), draft);
  }

  private void fail(Flow flow, Outcome.Fails fails, Draft draft) {
    // What nothing can catch ends the execution where it happens: the states around it fail without
    // events of their own (observed).
    if (flow.isRoot() || ErrorName.RUNTIME.equals(fails.failure().error())) {
      Endings.fail(fails.failure(), fails.failedEvent(), draft);
      return;
    }
    draft.forgetVariables(flow);
    Signal signal = new Signal.ChildFailed(flow, fails.failure(), fails.failedEvent());
    resume(parent(flow, draft), signal, draft);
  }

  private static FlowFrame parent(Flow flow, Draft draft) {
    FrameId id = flow.id().parent().parent();
    FlowFrame parent = draft.flow(id);
    if (parent == null) {
      throw new IllegalStateException("Expected a flow that waits for " + flow.id());
    }
    return parent;
  }
}
