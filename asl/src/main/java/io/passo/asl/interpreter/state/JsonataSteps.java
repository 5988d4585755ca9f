package io.passo.asl.interpreter.state;

import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.jsonata.JsonataScope;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.Assign;
import io.passo.asl.model.Catcher;
import io.passo.asl.model.DataFlow.JsonataFlow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data flow in JSONata (asl.md §3). */
final class JsonataSteps extends DataFlowSteps {
  private final JsonataFlow flow;

  JsonataSteps(JsonataFlow dataFlow, Flow flow, ContextObject context, Draft draft) {
    super(flow, context, draft);
    this.flow = dataFlow;
  }

  @Override
  Evaluation<Json> input() {
    return Evaluation.value(rawInput());
  }

  @Override
  Evaluation<Json> arguments(Json input) {
    return seen(
        Inspection.Step.AFTER_ARGUMENTS, fill(flow.arguments(), states(), "Arguments", input));
  }

  @Override
  Evaluation<Leaving> afterWork(Json result, @Nullable Assign assign) {
    return leaving(flow.output(), assign, states().withResult(result), "", result);
  }

  @Override
  Evaluation<Leaving> pass(@Nullable Json result, @Nullable Assign assign) {
    return leaving(flow.output(), assign, states(), "", rawInput());
  }

  @Override
  Evaluation<Leaving> through(
      Json input, @Nullable JsonataTemplate output, @Nullable Assign assign, String where) {
    return leaving(output, assign, states(), where, input);
  }

  @Override
  Evaluation<Leaving> caught(Catcher catcher, Json errorOutput, String where) {
    JsonataScope scope = states().withErrorOutput(errorOutput);
    return leaving(catcher.output(), catcher.assign(), scope, where, errorOutput);
  }

  private static Evaluation<Leaving> leaving(
      @Nullable JsonataTemplate output,
      @Nullable Assign assign,
      JsonataScope scope,
      String where,
      Json otherwise) {
    return assigned(assign, scope, where + "Assign")
        .flatMap(
            variables ->
                fill(output, scope, where + "Output", otherwise)
                    .map(value -> new Leaving(value, variables)));
  }

  private static Evaluation<Map<String, Json>> assigned(
      @Nullable Assign assign, JsonataScope scope, String field) {
    if (assign == null || !(assign.template() instanceof Assign.Template.FromJsonata(var values))) {
      return Evaluation.value(Map.of());
    }
    return values.evaluate(scope, field).map(DataFlowSteps::members);
  }

  private static Evaluation<Json> fill(
      @Nullable JsonataTemplate template, JsonataScope scope, String field, Json otherwise) {
    return template == null ? Evaluation.value(otherwise) : template.evaluate(scope, field);
  }
}
