package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.FanOutFrame;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FlowFrame;
import io.passo.asl.interpreter.PastMapRun;
import io.passo.asl.interpreter.RetryCounts;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.interpreter.state.Place.Fan;
import io.passo.asl.model.FailState;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.State;
import io.passo.asl.model.WaitState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets an execution go on from where it stood (operations.md §7). Branches and iterations that had
 * ended keep their results; every other flow begins its state again, without another Entered event,
 * with new attempts, time-outs and retry counters.
 */
final class Resumption {
  private final Flows flows;
  private final Draft draft;
  private final List<PastMapRun> mapRuns;
  private final List<Flow> again = new ArrayList<>();

  private Resumption(List<PastMapRun> mapRuns, Flows flows, Draft draft) {
    this.mapRuns = mapRuns;
    this.flows = flows;
    this.draft = draft;
  }

  /**
   * Goes on.
   *
   * @param mapRuns Map Runs that can go on; others begin anew
   */
  static void of(Place root, List<PastMapRun> mapRuns, Flows flows, Draft draft) {
    Resumption resumption = new Resumption(mapRuns, flows, draft);
    // All frames first: a state that fails at once ends those beside it.
    resumption.put(root);
    resumption.again.forEach(resumption::begin);
  }

  private void put(Place place) {
    draft.assign(place.id, place.variables);
    State state = draft.machine().state(place.flow.state());
    Flow flow = place.flow.retrying(RetryCounts.NONE);
    Fan fan = place.fan;
    if (flow.visit() == 0) {
      draft.ready(flow);
    } else if (state instanceof FailState) {
      draft.ready(flow.to(flow.state(), flow.input(), flow.lastEvent()));
    } else if (state instanceof MapState map && goesOn(map, flow, place.mapRun)) {
      // Its children are told, or begun, as any others.
      return;
    } else if (fan == null || fan.open().isEmpty() || !canGoOn(state, flow, fan)) {
      draft.put(new FlowFrame(flow, new Waiting.ToContinue(draft.nextEventId(), draft.now())));
      again.add(flow);
    } else {
      goOn(flow, fan);
    }
  }

  private boolean goesOn(MapState state, Flow flow, Place.@Nullable PastRun run) {
    return run != null
        && mapRuns.stream()
            .filter(past -> past.arn().equals(run.arn()))
            .anyMatch(past -> RedrivenMapRun.goOn(state, flow, run, past, draft));
  }

  /** Gives those that have not entered a state their input; false if that cannot be done. */
  private boolean canGoOn(State state, Flow flow, Fan fan) {
    return switch (state) {
      case ParallelState parallel ->
          ParallelHandler.input(parallel, flow, draft) instanceof Evaluation.Value<Json>(Json input)
              && give(fan, index -> Evaluation.value(input));
      case MapState map ->
          MapItems.of(map, flow, draft) instanceof Evaluation.Value<MapItems>(MapItems items)
              && items.size() == fan.total()
              && give(fan, items::input)
              && keep(items, fan);
      default -> false;
    };
  }

  private boolean keep(MapItems items, Fan fan) {
    items.keep(fan.id(), draft);
    return true;
  }

  private static boolean give(Fan fan, IntFunction<Evaluation<Json>> inputs) {
    for (Map.Entry<Integer, Place> open : fan.open().entrySet()) {
      Place child = open.getValue();
      if (child.awaitsInput) {
        if (!(inputs.apply(open.getKey()) instanceof Evaluation.Value<Json>(Json input))) {
          return false;
        }
        child.flow = Flow.before(child.id, child.flow.state(), input, child.flow.lastEvent());
      }
    }
    return true;
  }

  private void goOn(Flow flow, Fan fan) {
    List<Integer> begun = new ArrayList<>(fan.results().keySet());
    begun.addAll(fan.open().keySet());
    begun.sort(null);
    FanOutFrame frame = new FanOutFrame(fan.id(), fan.total(), fan.next(), begun, 0);
    draft.put(frame);
    for (Map.Entry<Integer, Json> ended : fan.results().entrySet()) {
      Signal.ChildEnded child = new Signal.ChildEnded(ended.getKey(), ended.getValue(), 0);
      frame = FanOuts.keep(frame, child, draft);
    }
    draft.put(new FlowFrame(flow.after(fan.started()), new Waiting.ForChildren(fan.started())));
    fan.open().values().forEach(this::put);
  }

  private void begin(Flow flow) {
    if (draft.flow(flow.id()) == null || draft.isOver()) {
      return;
    }
    boolean waits = draft.machine().state(flow.state()) instanceof WaitState;
    // A Wait state waits its whole time again.
    flows.again(waits ? waitingFromNow(flow) : flow, draft);
  }

  private Flow waitingFromNow(Flow flow) {
    return new Flow(
        flow.id(),
        flow.state(),
        flow.visit(),
        draft.now(),
        flow.input(),
        flow.lastEvent(),
        flow.retries());
  }
}
