package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.model.DataFlow.JsonPathFlow;
import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.MapState;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.PayloadTemplate;
import io.passo.asl.path.Scope;
import org.jspecify.annotations.Nullable;

/** What a Map state iterates over, and what its iterations get. */
final class MapItems {
  private final MapState state;
  private final Flow flow;
  private final Draft draft;
  private final Json effectiveInput;
  private final JsonNode items;
  private final int concurrency;

  private MapItems(
      MapState state,
      Flow flow,
      Draft draft,
      Json effectiveInput,
      JsonNode items,
      int concurrency) {
    this.state = state;
    this.flow = flow;
    this.draft = draft;
    this.effectiveInput = effectiveInput;
    this.items = items;
    this.concurrency = concurrency;
  }

  /** The items for the raw input of the state. */
  static Evaluation<MapItems> of(MapState state, Flow flow, Draft draft) {
    JsonPathFlow dataFlow = Support.jsonPath(state.flow());
    DataFlowSteps steps = DataFlowSteps.of(state, dataFlow, flow, draft);
    return steps
        .input()
        .flatMap(
            input -> {
              Scope scope = steps.scope(input);
              return concurrency(state.maxConcurrency(), scope)
                  .flatMap(
                      concurrency ->
                          items(fromPath(state).itemsPath(), scope)
                              .map(
                                  items ->
                                      new MapItems(state, flow, draft, input, items, concurrency)));
            });
  }

  private static MapState.Items.FromPath fromPath(MapState state) {
    return switch (state.items()) {
      case MapState.Items.FromPath items -> items;
      case MapState.Items.FromJsonata ignored -> throw Support.unexpected();
    };
  }

  /** The array at {@code ItemsPath}. */
  static Evaluation<JsonNode> items(@Nullable JsonPath path, Scope scope) {
    Evaluation<JsonNode> found =
        path == null ? Evaluation.value(scope.input().node()) : path.select(scope);
    return found.flatMap(
        node ->
            node.isArray()
                ? found
                : Evaluation.failed(
                    ErrorName.RUNTIME,
                    "Reference path \"" + shown(path) + "\" must point to array."));
  }

  /** Observed: a path into the context object is shown without its second dollar sign. */
  private static String shown(@Nullable JsonPath path) {
    if (path == null) {
      return "$";
    }
    return path.text().startsWith("$$") ? path.text().substring(1) : path.text();
  }

  private static Evaluation<Integer> concurrency(@Nullable IntegerSource source, Scope scope) {
    return switch (source) {
      case null -> Evaluation.value(Limits.INLINE_ITERATIONS);
      case IntegerSource.Fixed(long value) -> Evaluation.value(limited(value));
      case IntegerSource.FromPath(JsonPath path) ->
          path.select(scope).flatMap(node -> concurrency(node, path));
      case IntegerSource.FromJsonata ignored -> throw Support.unexpected();
    };
  }

  private static Evaluation<Integer> concurrency(JsonNode node, JsonPath path) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      return Evaluation.failed(
          ErrorName.RUNTIME,
          "The MaxConcurrencyPath field refers to value "
              + node
              + " which is not a valid integer: "
              + path.text());
    }
    return node.longValue() < 0
        ? Evaluation.failed(ErrorName.RUNTIME, "MaxConcurrency cannot be negative.")
        : Evaluation.value(limited(node.longValue()));
  }

  private static int limited(long concurrency) {
    return concurrency == 0
        ? Limits.INLINE_ITERATIONS
        : (int) Math.min(concurrency, Limits.INLINE_ITERATIONS);
  }

  int size() {
    return items.size();
  }

  /** Iterations that may run at once; at least 1. */
  int concurrency() {
    return concurrency;
  }

  /** What iteration {@code index} gets: the item, or what {@code ItemSelector} makes of it. */
  Evaluation<Json> input(int index) {
    JsonNode item = items.get(index);
    PayloadTemplate selector = fromPath(state).selector();
    if (selector == null) {
      return Evaluation.value(Json.of(item));
    }
    ContextObject context = new ContextObject(draft, state, flow).withItem(index, item);
    DataFlowSteps steps = DataFlowSteps.of(Support.jsonPath(state.flow()), flow, context, draft);
    return selector.evaluate(steps.scope(effectiveInput)).flatMap(Limits::checkInput);
  }
}
