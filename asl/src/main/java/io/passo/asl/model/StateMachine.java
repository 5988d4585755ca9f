package io.passo.asl.model;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A parsed definition: immutable, every expression compiled. */
public final class StateMachine {
  private final @Nullable String comment;
  private final @Nullable String version;
  private final @Nullable Duration timeout;
  private final QueryLanguage queryLanguage;
  private final Workflow workflow;
  private final Map<String, State> byName;
  private final Map<String, Set<String>> assignedBeside;
  private final Map<String, StateMachine> processors = new ConcurrentHashMap<>();

  /**
   * @param comment {@code Comment}
   * @param version {@code Version}
   * @param timeout {@code TimeoutSeconds}: limit of the whole execution
   * @param queryLanguage default of every state at every depth
   * @param workflow {@code StartAt} and {@code States}
   */
  public StateMachine(
      @Nullable String comment,
      @Nullable String version,
      @Nullable Duration timeout,
      QueryLanguage queryLanguage,
      Workflow workflow) {
    this.comment = comment;
    this.version = version;
    this.timeout = timeout;
    this.queryLanguage = queryLanguage;
    this.workflow = workflow;
    Map<String, State> index = new LinkedHashMap<>();
    workflow.forEachDeep((scope, state) -> index.putIfAbsent(state.name(), state));
    this.byName = Map.copyOf(index);
    Map<String, Set<String>> assigned = new LinkedHashMap<>();
    IdentityHashMap<Workflow, Set<String>> perWorkflow = new IdentityHashMap<>();
    workflow.forEachDeep(
        (scope, state) ->
            assigned.putIfAbsent(
                state.name(), perWorkflow.computeIfAbsent(scope, Assignments::names)));
    this.assignedBeside = Map.copyOf(assigned);
  }

  private StateMachine(StateMachine other, Duration timeout) {
    this.comment = other.comment;
    this.version = other.version;
    this.timeout = timeout;
    this.queryLanguage = other.queryLanguage;
    this.workflow = other.workflow;
    this.byName = other.byName;
    this.assignedBeside = other.assignedBeside;
  }

  /** The same, but no execution may take longer than {@code limit}. */
  public StateMachine limitedTo(Duration limit) {
    return timeout != null && timeout.compareTo(limit) <= 0 ? this : new StateMachine(this, limit);
  }

  public Optional<String> comment() {
    return Optional.ofNullable(comment);
  }

  public Optional<String> version() {
    return Optional.ofNullable(version);
  }

  /** {@code TimeoutSeconds}: limit of the whole execution. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** Default of every state at every depth. */
  public QueryLanguage queryLanguage() {
    return queryLanguage;
  }

  /** The outermost {@code StartAt} and {@code States}. */
  public Workflow workflow() {
    return workflow;
  }

  /** Name of the first state. */
  public String startAt() {
    return workflow.startAt();
  }

  /** The outermost states in the order of the definition. */
  public SequencedMap<String, State> states() {
    return workflow.states();
  }

  /**
   * Names of the variables that the states of the same {@code States} as this one assign: the scope
   * of a flow that is in this state.
   */
  public Set<String> scopeOf(String state) {
    return assignedBeside.getOrDefault(state, Set.of());
  }

  /**
   * What the child executions of a Distributed Map run.
   *
   * @param mapState name of the Map state, at any depth
   * @throws IllegalArgumentException if there is no such Distributed Map
   */
  public StateMachine processorOf(String mapState) {
    return processors.computeIfAbsent(mapState, this::processor);
  }

  private StateMachine processor(String mapState) {
    if (byName.get(mapState) instanceof MapState map
        && map.itemProcessor().config().mode() == ItemProcessor.Mode.DISTRIBUTED) {
      return new StateMachine(
          comment, version, null, queryLanguage, map.itemProcessor().workflow());
    }
    throw new IllegalArgumentException(
        "Expected the name of a Distributed Map but found '" + mapState + "'");
  }

  /** The state of that name at any depth; names are unique in the whole definition. */
  public Optional<State> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The state of that name at any depth.
   *
   * @throws IllegalArgumentException if no state has that name; impossible for names that a valid
   *     definition mentions
   */
  public State state(String name) {
    State state = byName.get(name);
    if (state == null) {
      throw new IllegalArgumentException("Expected the name of a state but found '" + name + "'");
    }
    return state;
  }
}
