package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.state.Inspection.Step;
import io.passo.asl.model.DataFlow.JsonPathFlow;
import io.passo.asl.model.ResultPath;
import io.passo.asl.model.Selection;
import io.passo.asl.model.State;
import io.passo.asl.path.PayloadTemplate;
import io.passo.asl.path.Scope;
import io.passo.asl.path.Variables;
import org.jspecify.annotations.Nullable;

/**
 * The steps of JSONPath data flow around the work of one state (asl.md §2). What a field leaves
 * untouched stays the same value, with its bytes.
 */
final class DataFlowSteps {
  private final JsonPathFlow flow;
  private final Json rawInput;
  private final Scope scope;
  private final Draft draft;

  private DataFlowSteps(JsonPathFlow flow, Json rawInput, Scope scope, Draft draft) {
    this.draft = draft;
    this.flow = flow;
    this.rawInput = rawInput;
    this.scope = scope;
  }

  /** The steps for a state that a flow is in. */
  static DataFlowSteps of(State state, JsonPathFlow dataFlow, Flow flow, Draft draft) {
    return of(dataFlow, flow, new ContextObject(draft, state, flow), draft);
  }

  /** The steps with this context object. */
  static DataFlowSteps of(JsonPathFlow dataFlow, Flow flow, ContextObject context, Draft draft) {
    Scope scope = new Scope(flow.input(), context, Variables.NONE, draft.entropy());
    return new DataFlowSteps(dataFlow, flow.input(), scope, draft);
  }

  /** What expressions see, with {@code input} as {@code $}. */
  Scope scope(Json input) {
    return scope.withInput(input);
  }

  /** {@code InputPath}. */
  Evaluation<Json> input() {
    return seen(Step.AFTER_INPUT_PATH, select(flow.inputPath(), rawInput));
  }

  /** {@code InputPath} and {@code Parameters}: the effective input. */
  Evaluation<Json> effectiveInput() {
    return input().flatMap(this::parameters);
  }

  /** {@code Parameters} on what {@code InputPath} gave. */
  Evaluation<Json> parameters(Json input) {
    return seen(Step.AFTER_PARAMETERS, fill(flow.parameters(), input));
  }

  /** {@code ResultSelector}, {@code ResultPath} and {@code OutputPath}: the output of the state. */
  Evaluation<Json> output(Json result) {
    return seen(Step.AFTER_RESULT_SELECTOR, fill(flow.resultSelector(), result))
        .flatMap(
            selected ->
                seen(Step.AFTER_RESULT_PATH, combine(flow.resultPath(), rawInput, selected)))
        .flatMap(this::outputOf);
  }

  private Evaluation<Json> seen(Step step, Evaluation<Json> value) {
    return Inspection.seen(draft, step, value);
  }

  /** {@code OutputPath} alone, for states without a result. */
  Evaluation<Json> outputOf(Json value) {
    return select(flow.outputPath(), value);
  }

  private Evaluation<Json> select(Selection selection, Json value) {
    return switch (selection) {
      case Selection.Whole ignored -> Evaluation.value(value);
      case Selection.Nothing ignored -> Evaluation.value(Json.EMPTY_OBJECT);
      case Selection.At at -> at.path().select(scope(value)).map(Json::of);
    };
  }

  private Evaluation<Json> fill(@Nullable PayloadTemplate template, Json value) {
    return template == null ? Evaluation.value(value) : template.evaluate(scope(value));
  }

  /** {@code ResultPath} of a state or Catcher. */
  static Evaluation<Json> combine(ResultPath resultPath, Json rawInput, Json result) {
    return switch (resultPath) {
      case ResultPath.ReplaceInput ignored -> Evaluation.value(result);
      case ResultPath.DiscardResult ignored -> Evaluation.value(rawInput);
      case ResultPath.InsertAt at -> at.path().insert(rawInput, result.node()).map(Json::of);
    };
  }
}
