package io.passo.asl.interpreter.state;

import io.passo.asl.data.Json;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryEvent;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.state.Place.Fan;
import io.passo.asl.model.Continuing;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ParallelState;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachine;
import io.passo.asl.model.SucceedState;
import io.passo.asl.model.Transition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a whole history where each flow of control stood when the execution ended: frames are
 * gone by then, history is kept. Each event names the one before it on its path, so every event can
 * be given to a flow; a branch is known by its first state, an iteration by its index.
 */
final class PastPlaces {
  private final StateMachine machine;
  private final List<HistoryEvent> history;
  private final Map<Long, Place> owners = new HashMap<>();
  private final Place root;
  private Instant redrivenAt = Instant.MIN;

  private PastPlaces(StateMachine machine, List<HistoryEvent> history, Json input) {
    this.machine = machine;
    this.history = history;
    this.root =
        new Place(FrameId.ROOT, null, Flow.before(FrameId.ROOT, machine.startAt(), input, 0));
  }

  /**
   * The root flow, and below it all that was open.
   *
   * @param history all events, from id 1 on
   */
  static Place of(StateMachine machine, Json input, List<HistoryEvent> history) {
    PastPlaces places = new PastPlaces(machine, history, input);
    history.forEach(places::add);
    return places.root;
  }

  private void add(HistoryEvent event) {
    switch (event.details()) {
      case Details.ExecutionStarted ignored -> owners.put(event.id(), root);
      case Details.ExecutionRedriven ignored -> redriven(root, event);
      case Details.StateEntered entered -> enter(event, entered);
      case Details.StateExited exited -> exit(event, exited);
      case Details.MapStateStarted started -> begin(event, started.length());
      case Details.MapIteration iteration -> iterate(event, iteration);
      case Details.MapRunStarted started -> beginMapRun(event, started.mapRunArn());
      case Details.EvaluationFailed failed -> move(inState(event, failed.state()), event);
      case Details.Plain plain -> plain(event, plain.type());
      case Details.Failure failure when isEnd(failure.type()) -> {}
      case Details.Failure failure when failure.type() == EventType.MAP_RUN_FAILED ->
          moveMapRun(event, failure.error());
      case Details.MapRunRedriven ignored -> moveMapRun(event, null);
      case Details.Output output when output.type() == EventType.EXECUTION_SUCCEEDED -> {}
      default -> move(owner(event.previousEventId()), event);
    }
  }

  private void plain(HistoryEvent event, EventType type) {
    switch (type) {
      case PARALLEL_STATE_STARTED -> beginBranches(event);
      case PARALLEL_STATE_FAILED ->
          move(failing(event, state -> state instanceof ParallelState), event);
      case MAP_STATE_FAILED -> move(failing(event, state -> state instanceof MapState), event);
      case LAMBDA_FUNCTION_STARTED -> move(owner(event.previousEventId()), event);
      case MAP_RUN_SUCCEEDED -> {
        Place place = owner(event.previousEventId());
        place.mapRun = null;
        move(place, event);
      }
      // What was aborted stands where it stood, and what succeeded tells so by its Exited event.
      default -> {}
    }
  }

  private static boolean isEnd(EventType type) {
    return type == EventType.EXECUTION_FAILED
        || type == EventType.EXECUTION_ABORTED
        || type == EventType.EXECUTION_TIMED_OUT;
  }

  private void move(Place place, HistoryEvent event) {
    place.flow = place.flow.after(event.id());
    owners.put(event.id(), place);
  }

  private void enter(HistoryEvent event, Details.StateEntered entered) {
    long previous = event.previousEventId();
    Place place = previous == 0 ? root : entering(previous, entered.name());
    place.entered(entered.name(), entered.input(), previous, event.id(), event.timestamp());
    owners.put(event.id(), place);
  }

  private Place entering(long previous, String state) {
    Place owner = owner(previous);
    Fan fan = owner.fan;
    if (at(previous).type() != EventType.PARALLEL_STATE_STARTED || fan == null) {
      return owner;
    }
    return fan.open().values().stream()
        .filter(child -> child.flow.visit() == 0 && child.flow.state().equals(state))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Expected a branch that begins at " + state));
  }

  private void exit(HistoryEvent event, Details.StateExited exited) {
    Place place = above(owner(event.previousEventId()), exited.name());
    place.variables.putAll(exited.assignedVariables());
    place.fan = null;
    owners.put(event.id(), place);
    Transition transition = transition(machine.state(exited.name()), event);
    switch (transition) {
      case null -> place.flow = place.flow.after(event.id());
      case Transition.Next(String next) ->
          place.flow = place.flow.to(next, exited.output(), event.id());
      case Transition.End ignored -> end(place, exited.output(), event);
    }
  }

  /** Where an Exited event leads; null if only the next event tells. */
  private @Nullable Transition transition(State state, HistoryEvent exited) {
    if (isFailure(at(exited.previousEventId()).type())) {
      return null;
    }
    return switch (state) {
      case Continuing continuing -> continuing.transition();
      case SucceedState ignored -> new Transition.End();
      default -> null;
    };
  }

  private static boolean isFailure(EventType type) {
    return switch (type.shape()) {
      case FAILURE, TASK_FAILURE, EVALUATION_FAILED -> true;
      default ->
          type == EventType.PARALLEL_STATE_FAILED
              || type == EventType.MAP_STATE_FAILED
              || type == EventType.FAIL_STATE_ENTERED;
    };
  }

  private static void end(Place place, Json output, HistoryEvent event) {
    place.flow = place.flow.after(event.id());
    Place parent = place.parent;
    if (parent != null && parent.fan != null) {
      int index = place.id.index();
      parent.fan.open().remove(index);
      parent.fan.results().put(index, output);
    }
  }

  private void beginBranches(HistoryEvent event) {
    Place place = beginning(event, state -> state instanceof ParallelState);
    ParallelState state = (ParallelState) machine.state(place.flow.state());
    Fan fan = begin(place, event, state.branches().size());
    for (int index = 0; index < fan.total(); index++) {
      FrameId id = fan.id().child(index);
      String startAt = state.branches().get(index).startAt();
      Flow flow = Flow.before(id, startAt, Json.NULL, event.id());
      fan.open().put(index, new Place(id, place, flow));
    }
  }

  private void begin(HistoryEvent event, int items) {
    begin(beginning(event, state -> state instanceof MapState), event, items);
  }

  /** Its children are executions of their own: nothing below the flow is open. */
  private void beginMapRun(HistoryEvent event, String arn) {
    Place place = owner(event.previousEventId());
    place.mapRun = new Place.PastRun(arn, fan(place).started(), null);
    place.fan = null;
    move(place, event);
  }

  private void moveMapRun(HistoryEvent event, @Nullable String error) {
    Place place = owner(event.previousEventId());
    if (place.mapRun != null) {
      place.mapRun = place.mapRun.failed(error);
    }
    move(place, event);
  }

  private Fan begin(Place place, HistoryEvent event, int total) {
    move(place, event);
    Fan fan = new Fan(place.id.fanOut(event.id()), event.id(), total);
    place.fan = fan;
    place.beginsAgain = false;
    return fan;
  }

  /**
   * Which flow begins a Parallel or Map state: the one whose event is named if it has just entered
   * it or failed to evaluate its fields, else a flow around it that tries again.
   */
  private Place beginning(HistoryEvent event, Predicate<State> kind) {
    long previous = event.previousEventId();
    Place owner = owner(previous);
    if (kind.test(machine.state(owner.flow.state()))) {
      boolean entered =
          previous == owner.flow.visit()
              && event.id() == previous + 1
              && event.timestamp().equals(owner.flow.enteredAt());
      boolean tried =
          at(previous).details() instanceof Details.EvaluationFailed failed
              && failed.state().equals(owner.flow.state());
      boolean anotherMapRun = at(previous).type() == EventType.MAP_RUN_FAILED;
      boolean again = owner.beginsAgain && event.timestamp().equals(redrivenAt);
      if (entered || tried || anotherMapRun || again) {
        return owner;
      }
    }
    return above(parent(owner), kind);
  }

  private Place failing(HistoryEvent event, Predicate<State> kind) {
    Place owner = owner(event.previousEventId());
    boolean fits = kind.test(machine.state(owner.flow.state()));
    // Own fields can fail after it began: then no flow around it need be in such a state.
    return fits && (owner.fan == null || !isWithin(parent(owner), kind))
        ? owner
        : above(parent(owner), kind);
  }

  private void iterate(HistoryEvent event, Details.MapIteration iteration) {
    if (iteration.type() != EventType.MAP_ITERATION_STARTED) {
      owners.put(event.id(), owner(event.previousEventId()));
      return;
    }
    Place place = above(owner(event.previousEventId()), iteration.name());
    MapState state = (MapState) machine.state(iteration.name());
    Fan fan = fan(place);
    FrameId id = fan.id().child(iteration.index());
    String startAt = state.itemProcessor().workflow().startAt();
    Place child = new Place(id, place, Flow.before(id, startAt, Json.NULL, event.id()));
    fan.open().put(iteration.index(), child);
    owners.put(event.id(), child);
  }

  private static Fan fan(Place place) {
    Fan fan = place.fan;
    if (fan == null) {
      throw new IllegalArgumentException("Expected " + place.id + " to have begun its state");
    }
    return fan;
  }

  private Place inState(HistoryEvent event, String state) {
    long previous = event.previousEventId();
    Place owner = previous == 0 ? root : owner(previous);
    if (owner.flow.state().equals(state) || owner.fan == null) {
      return owner;
    }
    return owner.fan.open().values().stream()
        .filter(child -> child.flow.state().equals(state))
        .findFirst()
        .orElse(owner);
  }

  /** Notes which Parallel and Map states a redrive lets begin again. */
  private void redriven(Place place, HistoryEvent event) {
    redrivenAt = event.timestamp();
    owners.putIfAbsent(event.id(), root);
    Fan fan = place.fan;
    place.beginsAgain = fan == null || fan.open().isEmpty();
    if (fan != null) {
      fan.open().values().forEach(child -> redriven(child, event));
    }
  }

  private Place above(Place place, String state) {
    return above(place, found -> found.name().equals(state));
  }

  private Place above(Place from, Predicate<State> wanted) {
    for (Place place = from; place != null; place = place.parent) {
      if (wanted.test(machine.state(place.flow.state()))) {
        return place;
      }
    }
    throw new IllegalArgumentException("Expected a flow around " + from.id + " in that state");
  }

  private boolean isWithin(Place from, Predicate<State> wanted) {
    return Stream.iterate(from, Objects::nonNull, place -> place.parent)
        .anyMatch(place -> wanted.test(machine.state(place.flow.state())));
  }

  private static Place parent(Place place) {
    return place.parent == null ? place : place.parent;
  }

  private HistoryEvent at(long id) {
    return history.get(Math.toIntExact(id - 1));
  }

  private Place owner(long event) {
    Place owner = owners.get(event);
    if (owner == null) {
      throw new IllegalArgumentException("Expected event " + event + " to belong to a flow");
    }
    return owner;
  }
}
