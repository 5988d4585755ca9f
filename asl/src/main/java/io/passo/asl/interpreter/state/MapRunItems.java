package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.ItemsFrame;
import io.passo.asl.interpreter.MapRunLimits;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.ItemBatcher;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ValueTemplate;
import io.passo.asl.path.PayloadTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items of a Distributed Map from the state's data, and what its children get of them. */
final class MapRunItems {
  private static final String SOURCE = "STATE_DATA";

  private final MapState state;
  private final Flow flow;
  private final Draft draft;
  private final Json input;
  private final DataFlowSteps steps;
  private final JsonNode items;
  private final List<String> keys;

  /**
   * What one child gets.
   *
   * @param input its input
   * @param items how many items that are
   */
  record Share(Json input, int items) {}

  /** How {@code ItemBatcher} cuts the items; one by one without it. */
  private record Cut(long mostItems, long mostBytes, @Nullable Json batchInput) {}

  private MapRunItems(
      MapState state, Flow flow, Draft draft, Json input, DataFlowSteps steps, JsonNode items) {
    this.state = state;
    this.flow = flow;
    this.draft = draft;
    this.input = input;
    this.steps = steps;
    this.items = items;
    this.keys =
        items.isObject() ? items.properties().stream().map(Map.Entry::getKey).toList() : List.of();
  }

  /** The items for the raw input of the state. */
  static Evaluation<MapRunItems> of(MapState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return steps
        .input()
        .flatMap(
            input ->
                MapItems.items(state, input, steps)
                    .map(items -> new MapRunItems(state, flow, draft, input, steps, items)));
  }

  /** The same items later on; what an expression gave is not evaluated again. */
  static Evaluation<MapRunItems> again(MapState state, Flow flow, FrameId mapRun, Draft draft) {
    if (!(draft.frame(mapRun.items()) instanceof ItemsFrame(FrameId ignored, Json items))) {
      return of(state, flow, draft);
    }
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return steps
        .input()
        .map(input -> new MapRunItems(state, flow, draft, input, steps, items.node()));
  }

  /** Keeps the items for {@link #again}, if evaluating again could give others. */
  void keep(FrameId mapRun) {
    MapItems.keep(state, items, mapRun, draft);
  }

  int size() {
    return items.size();
  }

  /** What the Map Run may do, its concurrency evaluated before. */
  Evaluation<MapRunLimits> limits(long maxConcurrency) {
    MapNumbers numbers = numbers();
    return numbers
        .whole(state.toleratedFailureCount(), "ToleratedFailureCount")
        .flatMap(
            count ->
                numbers
                    .percentage(state.toleratedFailurePercentage(), "ToleratedFailurePercentage")
                    .map(
                        percentage ->
                            new MapRunLimits(
                                maxConcurrency, count.orElse(null), percentage.orElse(null))));
  }

  /** {@code MaxConcurrency}; 0 = the most there is. */
  static Evaluation<Long> concurrency(MapState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return steps
        .input()
        .flatMap(
            input ->
                new MapNumbers(input, steps)
                    .whole(state.maxConcurrency(), "MaxConcurrency")
                    .map(most -> most.orElse(0L)));
  }

  private MapNumbers numbers() {
    return new MapNumbers(input, steps);
  }

  /**
   * Inputs of the next children, as many as there are items for, but no more than these.
   *
   * @param from first item
   * @param mostChildren at most so many
   * @param mostBytes no further child when so many bytes are there
   */
  Evaluation<List<Share>> shares(int from, int mostChildren, long mostBytes) {
    return cut().flatMap(cut -> shares(from, mostChildren, mostBytes, cut));
  }

  private Evaluation<List<Share>> shares(int from, int mostChildren, long mostBytes, Cut cut) {
    List<Share> shares = new ArrayList<>();
    long bytes = 0;
    int item = from;
    while (item < size() && shares.size() < mostChildren && bytes < mostBytes) {
      switch (share(item, cut)) {
        case Evaluation.Value<Share>(Share share) -> {
          shares.add(share);
          bytes += share.input().size();
          item += share.items();
        }
        case Evaluation.Failed<Share> failed -> {
          return failed.as();
        }
      }
    }
    return Evaluation.value(shares);
  }

  private Evaluation<Cut> cut() {
    ItemBatcher batcher = state.distributed() == null ? null : state.distributed().batcher();
    if (batcher == null) {
      return Evaluation.value(new Cut(1, draft.limits().payloadBytes(), null));
    }
    MapNumbers numbers = numbers();
    return numbers
        .whole(batcher.maxItems(), "MaxItemsPerBatch")
        .flatMap(
            most ->
                numbers
                    .whole(batcher.maxBytes(), "MaxInputBytesPerBatch")
                    .flatMap(
                        bytes ->
                            batchInput(batcher.batchInput())
                                .map(
                                    fixed ->
                                        new Cut(
                                            most.orElse((long) size()),
                                            bytes.orElse((long) draft.limits().payloadBytes()),
                                            fixed))));
  }

  /** An object to put the items into. */
  private Evaluation<Json> batchInput(@Nullable ValueTemplate template) {
    return switch (template) {
      case null -> Evaluation.value(Json.EMPTY_OBJECT);
      case ValueTemplate.FromPaths(PayloadTemplate paths) ->
          paths.evaluate(steps.scope(input)).map(MapRunItems::asBatchInput);
      case ValueTemplate.FromJsonata(JsonataTemplate jsonata) ->
          jsonata.evaluate(steps.states(), "BatchInput").map(MapRunItems::asBatchInput);
    };
  }

  private static Json asBatchInput(Json value) {
    ObjectNode batch = Json.object();
    batch.set("BatchInput", value.node());
    return Json.of(batch);
  }

  private Evaluation<Share> share(int first, Cut cut) {
    return cut.batchInput() == null
        ? item(first).flatMap(draft::checkInput).map(one -> new Share(one, 1))
        : batch(first, cut, cut.batchInput());
  }

  /** Items up to the limits, but at least one. */
  private Evaluation<Share> batch(int first, Cut cut, Json fixed) {
    ArrayNode batch = JsonNodeFactory.instance.arrayNode();
    // {"BatchInput":…,"Items":[…]} without a comma before the first item.
    long bytes = fixed.size() + (fixed.size() > 2 ? 10L : 9L);
    long mostBytes = Math.min(cut.mostBytes(), draft.limits().payloadBytes());
    for (int i = first; i < size() && batch.size() < Math.max(1, cut.mostItems()); i++) {
      switch (item(i)) {
        case Evaluation.Value<Json>(Json one) -> {
          bytes += one.size() + 1L;
          if (bytes > mostBytes && !batch.isEmpty()) {
            return Evaluation.value(new Share(withItems(fixed, batch), batch.size()));
          }
          batch.add(one.node());
        }
        case Evaluation.Failed<Json> failed -> {
          return failed.as();
        }
      }
    }
    return draft.checkInput(withItems(fixed, batch)).map(all -> new Share(all, batch.size()));
  }

  private static Json withItems(Json fixed, ArrayNode items) {
    ObjectNode batch = fixed.node().deepCopy();
    batch.set("Items", items);
    return Json.of(batch);
  }

  private Evaluation<Json> item(int index) {
    MapItem item =
        items.isObject()
            ? new MapItem(index, items.get(keys.get(index)), keys.get(index), SOURCE)
            : new MapItem(index, items.get(index), null, SOURCE);
    return MapItems.selected(state, flow, draft, input, item);
  }
}
