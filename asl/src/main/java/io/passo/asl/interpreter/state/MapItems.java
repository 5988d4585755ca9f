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
import io.passo.asl.model.ItemProcessor;
import io.passo.asl.model.MapState;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.PayloadTemplate;
import io.passo.asl.path.Scope;
import java.util.Optional;
import java.util.function.Predicate;
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
    keep(state, items, fanOut, draft);
  }

  static void keep(MapState state, JsonNode items, FrameId fanOut, Draft draft) {
    if (state.items() instanceof MapState.Items.FromJsonata(JsonataTemplate template, var ignored)
        && template != null
        && !template.isConstant()) {
      draft.put(new ItemsFrame(fanOut.items(), Json.of(items)));
    }
  }

  /** What {@code ItemsPath} or {@code Items} gives. */
  static Evaluation<JsonNode> items(MapState state, Json input, DataFlowSteps steps) {
    return switch (state.items()) {
      case MapState.Items.FromPath(JsonPath path, var ignored) ->
          items(path, steps.scope(input), iterable(state));
      case MapState.Items.FromJsonata(var template, var ignored) ->
          template == null
              ? items(input.node(), iterable(state))
              : items(template, steps, iterable(state));
    };
  }

  /** An object is something to iterate over for child executions only. */
  private static Predicate<JsonNode> iterable(MapState state) {
    return state.itemProcessor().config().mode() == ItemProcessor.Mode.DISTRIBUTED
        ? JsonNode::isContainerNode
        : JsonNode::isArray;
  }

  private static Evaluation<JsonNode> items(
      JsonataTemplate template, DataFlowSteps steps, Predicate<JsonNode> iterable) {
    Optional<JsonataExpression> expression = template.expression();
    return expression.isPresent()
        ? JsonataFields.typed(expression.get(), "Items", "array", iterable, steps.states())
        : template
            .evaluate(steps.states(), "Items")
            .flatMap(items -> items(items.node(), iterable));
  }

  private static Evaluation<JsonNode> items(JsonNode node, Predicate<JsonNode> iterable) {
    return iterable.test(node)
        ? Evaluation.value(node)
        : Evaluation.failed(
            ErrorName.QUERY_EVALUATION_ERROR, "Map state input must be an array but was: " + node);
  }

  private static Evaluation<JsonNode> items(
      @Nullable JsonPath path, Scope scope, Predicate<JsonNode> iterable) {
    Evaluation<JsonNode> found =
        path == null ? Evaluation.value(scope.input().node()) : path.select(scope);
    return found.flatMap(
        node ->
            iterable.test(node)
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
    return new MapNumbers(input, steps)
        .whole(source, "MaxConcurrency")
        .map(most -> limited(most.orElse(0L)));
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
    return selected(state, flow, draft, effectiveInput, MapItem.of(index, items.get(index)))
        .flatMap(draft::checkInput);
  }

  /** What {@code ItemSelector} makes of an item. */
  static Evaluation<Json> selected(
      MapState state, Flow flow, Draft draft, Json effectiveInput, MapItem item) {
    ContextObject context = new ContextObject(draft, state, flow).withItem(item);
    DataFlowSteps steps = DataFlowSteps.of(state.flow(), flow, context, draft);
    return switch (state.items()) {
      case MapState.Items.FromPath(var ignored, PayloadTemplate selector) ->
          selector == null
              ? Evaluation.value(Json.of(item.value()))
              : selector.evaluate(steps.scope(effectiveInput));
      case MapState.Items.FromJsonata(var ignored, JsonataTemplate selector) ->
          selector == null
              ? Evaluation.value(Json.of(item.value()))
              : selector.evaluate(steps.states(), "ItemSelector");
    };
  }
}
