package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.jsonata.JsonataScope;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.Assign;
import io.passo.asl.model.Catcher;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.DataFlow.JsonPathFlow;
import io.passo.asl.model.DataFlow.JsonataFlow;
import io.passo.asl.model.State;
import io.passo.asl.path.Scope;
import io.passo.asl.path.Variables;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps of data flow around the work of one state, in the words of its query language (asl.md
 * §2, §3). What a field leaves untouched stays the same value, with its bytes. Every expression
 * sees the variables as they were when the state was entered.
 */
abstract sealed class DataFlowSteps permits JsonPathSteps, JsonataSteps {
  private final Flow flow;
  private final ContextObject context;
  private final Variables variables;
  private final Draft draft;

  DataFlowSteps(Flow flow, ContextObject context, Draft draft) {
    this.flow = flow;
    this.context = context;
    this.variables = draft.variables(flow.id());
    this.draft = draft;
  }

  /** The steps for a state that a flow is in. */
  static DataFlowSteps of(State state, DataFlow dataFlow, Flow flow, Draft draft) {
    return of(dataFlow, flow, new ContextObject(draft, state, flow), draft);
  }

  /** The steps with this context object. */
  static DataFlowSteps of(DataFlow dataFlow, Flow flow, ContextObject context, Draft draft) {
    return switch (dataFlow) {
      case JsonPathFlow paths -> new JsonPathSteps(paths, flow, context, draft);
      case JsonataFlow jsonata -> new JsonataSteps(jsonata, flow, context, draft);
    };
  }

  /** Shows a value to whoever looks on, and passes it through. */
  final Evaluation<Json> seen(Inspection.Step step, Evaluation<Json> value) {
    return Inspection.seen(draft, step, value);
  }

  /** The effective input, unless it is too large. */
  final Evaluation<Json> checkInput(Json input) {
    return draft.checkInput(input);
  }

  /** Raw input of the state. */
  final Json rawInput() {
    return flow.input();
  }

  /** What JSONPath expressions see, with {@code input} as {@code $}. */
  final Scope scope(Json input) {
    return new Scope(input, context, variables, draft.entropy());
  }

  /** What JSONata expressions see before there is a result. */
  final JsonataScope states() {
    return new JsonataScope(
        flow.input(), null, null, context, variables, draft.entropy(), draft.now());
  }

  /** What rules, items and times are read from: {@code InputPath}, or the raw input. */
  abstract Evaluation<Json> input();

  /** {@code Parameters} on what {@link #input} gave, or {@code Arguments}. */
  abstract Evaluation<Json> arguments(Json input);

  /** The effective input. */
  final Evaluation<Json> effectiveInput() {
    return input().flatMap(this::arguments);
  }

  /** After the work of a Task, Parallel or Map that gave {@code result}. */
  abstract Evaluation<Leaving> afterWork(Json result, @Nullable Assign assign);

  /** A Pass state, with its {@code Result}. */
  abstract Evaluation<Leaving> pass(@Nullable Json result, @Nullable Assign assign);

  /**
   * A state without a result: Choice, Wait, Succeed.
   *
   * @param input what {@link #input} gave
   * @param output {@code Output} of a JSONata state
   * @param where what comes before the names of the fields in a location: {@code Choices[0]/}
   */
  abstract Evaluation<Leaving> through(
      Json input, @Nullable JsonataTemplate output, @Nullable Assign assign, String where);

  /**
   * A Catcher took a failure.
   *
   * @param where as in {@link #through}
   */
  abstract Evaluation<Leaving> caught(Catcher catcher, Json errorOutput, String where);

  /** Names and values of an object. */
  static Map<String, Json> members(Json object) {
    Map<String, Json> members = new LinkedHashMap<>();
    object.node().properties().forEach(m -> members.put(m.getKey(), Json.of(m.getValue())));
    return members;
  }
}
