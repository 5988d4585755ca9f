package io.passo.coordinator.engine;

import io.passo.asl.history.Details;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameChange;
import io.passo.asl.interpreter.Pace;
import io.passo.asl.interpreter.TimerKind;
import io.passo.asl.interpreter.Waiting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What decisions cost at the rate of transitions of an account (docs/adr/0032): each state entered,
 * each attempt that is a retry, each redrive. A flow that has to wait before it enters a state pays
 * when it begins to wait, so it is owed the state when its time has come.
 */
final class Transitions {
  private Transitions() {}

  /**
   * The pace of a decision.
   *
   * @param pace what its account may do now
   */
  static Pace of(Pace pace, ExecutionState state, Event event) {
    if (pace.then() == null || !isPaid(state, event)) {
      return pace;
    }
    return new Pace(pace.states() + 1, pace.then(), pace.each());
  }

  private static boolean isPaid(ExecutionState state, Event event) {
    return event instanceof Event.TimerFired fired
        && fired.timer().kind() == TimerKind.CONTINUE
        && waits(state.frame(fired.timer().frame()).orElse(null));
  }

  /** Transitions that a decision costs; below 0 if it gives back more than it takes. */
  static int cost(ExecutionState before, Event event, Decision decision) {
    int cost = Slot.statesEntered(decision) + extra(event, decision);
    for (FrameChange change : decision.changes()) {
      cost += waits(change.frame()) ? 1 : 0;
      cost -= waits(before.frame(change.id()).orElse(null)) ? 1 : 0;
    }
    return cost;
  }

  // Retries and redrives enter no state and are metered as if they did (operations.md §9).
  private static int extra(Event event, Decision decision) {
    return switch (event) {
      case Event.RedriveRequested ignored -> 1;
      case Event.TimerFired fired when fired.timer().kind() == TimerKind.RETRY ->
          decision.history().stream().anyMatch(Transitions::isScheduled) ? 1 : 0;
      default -> 0;
    };
  }

  private static boolean isScheduled(HistoryEvent event) {
    return event.details() instanceof Details.TaskScheduled
        || event.details() instanceof Details.LambdaFunctionScheduled
        || event.details() instanceof Details.ActivityScheduled;
  }

  /** Flows that have to wait after a decision because of their account's rate. */
  static int throttled(Decision decision, Instant now) {
    int throttled = 0;
    for (FrameChange change : decision.changes()) {
      throttled +=
          change.frame() instanceof FlowFrame(var ignored, Waiting.ToContinue waiting)
                  && waiting.due().isAfter(now)
              ? 1
              : 0;
    }
    return throttled;
  }

  private static boolean waits(@Nullable Frame frame) {
    return frame instanceof FlowFrame flow && flow.waiting() instanceof Waiting.ToContinue;
  }
}
