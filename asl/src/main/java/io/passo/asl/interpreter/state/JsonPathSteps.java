package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.state.Inspection.Step;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.Assign;
import io.passo.asl.model.Catcher;
import io.passo.asl.model.DataFlow.JsonPathFlow;
import io.passo.asl.model.ResultPath;
import io.passo.asl.model.Selection;
import io.passo.asl.path.PayloadTemplate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data flow in JSONPath (asl.md §2). */
final class JsonPathSteps extends DataFlowSteps {
  private final JsonPathFlow flow;

  JsonPathSteps(JsonPathFlow dataFlow, Flow flow, ContextObject context, Draft draft) {
    super(flow, context, draft);
    this.flow = dataFlow;
  }

  @Override
  Evaluation<Json> input() {
    return seen(Step.AFTER_INPUT_PATH, select(flow.inputPath(), rawInput()));
  }

  @Override
  Evaluation<Json> arguments(Json input) {
    return seen(Step.AFTER_PARAMETERS, fill(flow.parameters(), input));
  }

  @Override
  Evaluation<Leaving> afterWork(Json result, @Nullable Assign assign) {
    return seen(Step.AFTER_RESULT_SELECTOR, fill(flow.resultSelector(), result))
        .flatMap(
            selected ->
                assigned(assign, result)
                    .flatMap(variables -> leaving(flow.resultPath(), selected, variables)));
  }

  private Evaluation<Leaving> leaving(
      ResultPath resultPath, Json selected, Map<String, Json> variables) {
    return seen(Step.AFTER_RESULT_PATH, combine(resultPath, rawInput(), selected))
        .flatMap(combined -> select(flow.outputPath(), combined))
        .map(output -> new Leaving(output, variables));
  }

  @Override
  Evaluation<Leaving> pass(@Nullable Json result, @Nullable Assign assign) {
    return effectiveInput()
        .flatMap(
            input ->
                result == null
                    ? Evaluation.value(input)
                    : seen(Step.RESULT, Evaluation.value(result)))
        .flatMap(value -> afterWork(value, assign));
  }

  @Override
  Evaluation<Leaving> through(
      Json input, @Nullable JsonataTemplate output, @Nullable Assign assign, String where) {
    return assigned(assign, input)
        .flatMap(
            variables ->
                select(flow.outputPath(), input).map(value -> new Leaving(value, variables)));
  }

  /** {@code OutputPath} is not applied to what a Catcher makes (observed, asl.md §7.3). */
  @Override
  Evaluation<Leaving> caught(Catcher catcher, Json errorOutput, String where) {
    return assigned(catcher.assign(), errorOutput)
        .flatMap(
            variables ->
                combine(catcher.resultPath(), rawInput(), errorOutput)
                    .map(output -> new Leaving(output, variables)));
  }

  private Evaluation<Map<String, Json>> assigned(@Nullable Assign assign, Json value) {
    if (assign == null || !(assign.template() instanceof Assign.Template.FromPaths(var paths))) {
      return Evaluation.value(Map.of());
    }
    return paths.evaluate(scope(value)).map(DataFlowSteps::members);
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
  private static Evaluation<Json> combine(ResultPath resultPath, Json rawInput, Json result) {
    return switch (resultPath) {
      case ResultPath.ReplaceInput ignored -> Evaluation.value(result);
      case ResultPath.DiscardResult ignored -> Evaluation.value(rawInput);
      case ResultPath.InsertAt at -> at.path().insert(rawInput, result.node()).map(Json::of);
    };
  }
}
