package io.passo.standalone.testing;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.MapRunChild;
import io.passo.asl.interpreter.StateObserver;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.State;
import io.passo.standalone.testing.Coverage.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/** The way that one run takes. */
final class Trace implements StateObserver {
  private final Coverage.OfMachine coverage;
  private final Place origin;
  private final SequencedMap<Place, List<String>> paths;
  private final Map<String, ExecutionStart> executions = new HashMap<>();
  private final Map<Flow, String> current = new HashMap<>();
  private final Map<String, Integer> visits = new HashMap<>();
  private final Map<String, Integer> retries = new HashMap<>();
  private final Map<String, List<Json>> calls = new HashMap<>();

  /** A flow of control of an execution. */
  private record Flow(String executionArn, FrameId id) {}

  /** The trace of a whole test. */
  Trace(Coverage.OfMachine coverage) {
    this(coverage, Place.TOP, new LinkedHashMap<>());
  }

  private Trace(
      Coverage.OfMachine coverage, Place origin, SequencedMap<Place, List<String>> paths) {
    this.coverage = coverage;
    this.origin = origin;
    this.paths = paths;
  }

  /** Of an execution that a state at {@code place} runs. */
  Trace nested(Coverage.OfMachine of, Place place) {
    return new Trace(of, place, paths);
  }

  @Override
  public void entered(ExecutionStart execution, FrameId flow, State state) {
    executions.putIfAbsent(execution.executionArn(), execution);
    current.put(new Flow(execution.executionArn(), flow), state.name());
    paths.computeIfAbsent(place(execution, flow), at -> new ArrayList<>()).add(state.name());
    visits.merge(state.name(), 1, Integer::sum);
    coverage.cover(Kind.STATE, state.name(), 0);
  }

  @Override
  public void chose(ExecutionStart execution, ChoiceState state, int index) {
    coverage.cover(Kind.CHOICE, state.name(), index);
  }

  @Override
  public void retrier(ExecutionStart execution, State state, int index, boolean isRetried) {
    coverage.cover(Kind.RETRIER, state.name(), index);
    if (isRetried) {
      retries.merge(state.name(), 1, Integer::sum);
    }
  }

  @Override
  public void caught(ExecutionStart execution, State state, int index) {
    coverage.cover(Kind.CATCHER, state.name(), index);
  }

  /** A state calls something. */
  void called(String state, Json parameters) {
    calls.computeIfAbsent(state, name -> new ArrayList<>()).add(parameters);
  }

  /** Where a flow of an execution is. */
  Place place(ExecutionStart execution, FrameId flow) {
    if (flow.equals(FrameId.ROOT)) {
      MapRunChild child = execution.childOf();
      return child == null
          ? origin
          : place(parent(child), child.mapRun().parent()).in(child.mapState(), child.index());
    }
    FrameId around = flow.parent().parent();
    String state = current.getOrDefault(new Flow(execution.executionArn(), around), "?");
    return place(execution, around).in(state, flow.index());
  }

  private ExecutionStart parent(MapRunChild child) {
    return Objects.requireNonNull(executions.get(child.parentArn()));
  }

  /** States in the order in which they were entered, by place; outermost first. */
  SequencedMap<Place, List<String>> paths() {
    return paths;
  }

  /** How often a state was entered, in all places. */
  int visits(String state) {
    return visits.getOrDefault(state, 0);
  }

  /** How often a Retrier had a state tried again. */
  int retries(String state) {
    return retries.getOrDefault(state, 0);
  }

  /** What a state called with, in order. */
  List<Json> calls(String state) {
    return calls.getOrDefault(state, List.of());
  }
}
