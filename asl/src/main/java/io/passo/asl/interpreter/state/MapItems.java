package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.ItemsFrame;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.MapState;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.PayloadTemplate;
import io.passo.asl.path.Scope;
import java.util.Optional;
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
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return steps
        .input()
        .flatMap(
            input ->
                concurrency(state.maxConcurrency(), input, steps)
                    .flatMap(
                        concurrency ->
                            items(state, input, steps)
                                .map(
                                    items ->
                                        new MapItems(
                                            state, flow, draft, input, items, concurrency))));
  }

  /** The same items later on; what an expression gave is not evaluated again. */
  static Evaluation<MapItems> again(MapState state, Flow flow, FrameId fanOut, Draft draft) {
    if (!(draft.frame(fanOut.items()) instanceof ItemsFrame(FrameId ignored, Json items))) {
      return of(state, flow, draft);
    }
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    Json input = steps.rawInput();
    return concurrency(state.maxConcurrency(), input, steps)
        .map(concurrency -> new MapItems(state, flow, draft, input, items.node(), concurrency));
  }

  /** Keeps the items for {@link #again}, if evaluating again could give others. */
  void keep(FrameId fanOut, Draft draft) {
    if (state.items() instanceof MapState.Items.FromJsonata(JsonataTemplate template, var ignored)
        && template != null
        && !template.expressions().isEmpty()) {
      draft.put(new ItemsFrame(fanOut.items(), Json.of(items)));
    }
  }

  /** What {@code ItemsPath} or {@code Items} gives. */
  static Evaluation<JsonNode> items(MapState state, Json input, DataFlowSteps steps) {
    return switch (state.items()) {
      case MapState.Items.FromPath(JsonPath path, var ignored) -> items(path, steps.scope(input));
      case MapState.Items.FromJsonata(var template, var ignored) ->
          template == null ? array(input.node()) : items(template, steps);
    };
  }

  private static Evaluation<JsonNode> items(JsonataTemplate template, DataFlowSteps steps) {
    Optional<JsonataExpression> expression = template.expression();
    return expression.isPresent()
        ? JsonataFields.typed(expression.get(), "Items", "array", JsonNode::isArray, steps.states())
        : template.evaluate(steps.states(), "Items").flatMap(items -> array(items.node()));
  }

  private static Evaluation<JsonNode> array(JsonNode node) {
    return node.isArray()
        ? Evaluation.value(node)
        : Evaluation.failed(
            ErrorName.QUERY_EVALUATION_ERROR, "Map state input must be an array but was: " + node);
  }

  private static Evaluation<JsonNode> items(@Nullable JsonPath path, Scope scope) {
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

  private static Evaluation<Integer> concurrency(
      @Nullable IntegerSource source, Json input, DataFlowSteps steps) {
    return switch (source) {
      case null -> Evaluation.value(Limits.INLINE_ITERATIONS);
      case IntegerSource.Fixed(long value) -> Evaluation.value(limited(value));
      case IntegerSource.FromPath(JsonPath path) ->
          path.select(steps.scope(input)).flatMap(node -> concurrency(node, path));
      case IntegerSource.FromJsonata(JsonataExpression expression) ->
          JsonataFields.integer(expression, "MaxConcurrency", steps.states())
              .map(MapItems::limited);
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
    return selected(state, flow, draft, effectiveInput, index, item).flatMap(Limits::checkInput);
  }

  /** What {@code ItemSelector} makes of an item. */
  static Evaluation<Json> selected(
      MapState state, Flow flow, Draft draft, Json effectiveInput, int index, JsonNode item) {
    ContextObject context = new ContextObject(draft, state, flow).withItem(index, item);
    DataFlowSteps steps = DataFlowSteps.of(state.flow(), flow, context, draft);
    return switch (state.items()) {
      case MapState.Items.FromPath(var ignored, PayloadTemplate selector) ->
          selector == null
              ? Evaluation.value(Json.of(item))
              : selector.evaluate(steps.scope(effectiveInput));
      case MapState.Items.FromJsonata(var ignored, JsonataTemplate selector) ->
          selector == null
              ? Evaluation.value(Json.of(item))
              : selector.evaluate(steps.states(), "ItemSelector");
    };
  }
}
