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
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.MapRunReading;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.ItemBatcher;
import io.passo.asl.model.MapState;
import io.passo.asl.model.ValueTemplate;
import io.passo.asl.path.PayloadTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Items of a Distributed Map, and what its children get of them. */
final class MapRunItems {
  /** A batch of so many items is waited for without a look at their size. */
  private static final int SMALL_BATCH = 1_000;

  private final MapState state;
  private final Flow flow;
  private final Draft draft;
  private final Json input;
  private final DataFlowSteps steps;
  private final ItemSource items;
  private final boolean isFull;

  /**
   * What one child gets.
   *
   * @param input its input
   * @param items how many items that are
   */
  record Share(Json input, int items) {}

  /**
   * Inputs of children.
   *
   * @param isStalled whether the next one needs items that have not been read yet
   */
  record Shares(List<Share> shares, boolean isStalled) {
    int items() {
      return shares.stream().mapToInt(Share::items).sum();
    }
  }

  /** How {@code ItemBatcher} cuts the items; one by one without it. */
  private record Cut(long mostItems, long mostBytes, @Nullable Json batchInput) {}

  private MapRunItems(
      MapState state,
      Flow flow,
      Draft draft,
      Json input,
      DataFlowSteps steps,
      ItemSource items,
      boolean isFull) {
    this.state = state;
    this.flow = flow;
    this.draft = draft;
    this.input = input;
    this.steps = steps;
    this.items = items;
    this.isFull = isFull;
  }

  /** The items for the raw input of the state; those that are read come later. */
  static Evaluation<MapRunItems> of(MapState state, Flow flow, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return steps
        .input()
        .flatMap(
            input ->
                source(state, input, steps)
                    .map(items -> new MapRunItems(state, flow, draft, input, steps, items, false)));
  }

  private static Evaluation<ItemSource> source(MapState state, Json input, DataFlowSteps steps) {
    return state.itemReader() == null
        ? MapItems.items(state, input, steps).map(ItemSource.OfState::of)
        : Evaluation.value(ItemSource.OfPages.NOTHING);
  }

  /** The same items later on; what an expression gave is not evaluated again. */
  static Evaluation<MapRunItems> again(MapState state, Flow flow, MapRunFrame run, Draft draft) {
    MapRunReading reading = run.reading();
    if (reading != null) {
      ItemSource pages = ItemSource.OfPages.of(run, reading, draft);
      return again(state, flow, pages, ItemPages.isFull(reading), draft);
    }
    return draft.frame(run.id().items()) instanceof ItemsFrame(FrameId ignored, Json items)
        ? again(state, flow, ItemSource.OfState.of(items.node()), false, draft)
        : of(state, flow, draft);
  }

  private static Evaluation<MapRunItems> again(
      MapState state, Flow flow, ItemSource items, boolean isFull, Draft draft) {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return steps
        .input()
        .map(input -> new MapRunItems(state, flow, draft, input, steps, items, isFull));
  }

  /** Keeps the items for {@link #again}, if evaluating again could give others. */
  void keep(FrameId mapRun) {
    if (items instanceof ItemSource.OfState(JsonNode node, var ignored)) {
      MapItems.keep(state, node, mapRun, draft);
    }
  }

  int size() {
    return items.size();
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

  /** Numbers of the state. */
  MapNumbers numbers() {
    return new MapNumbers(input, steps);
  }

  /** What a template gives; an empty object without one. */
  Evaluation<Json> template(@Nullable ValueTemplate template, String field) {
    return switch (template) {
      case null -> Evaluation.value(Json.EMPTY_OBJECT);
      case ValueTemplate.FromPaths(PayloadTemplate paths) -> paths.evaluate(steps.scope(input));
      case ValueTemplate.FromJsonata(JsonataTemplate jsonata) ->
          jsonata.evaluate(steps.states(), field);
    };
  }

  /**
   * Inputs of the next children, as many as there are items for, but no more than these.
   *
   * @param from first item
   * @param mostChildren at most so many
   * @param mostBytes no further child when so many bytes are there
   */
  Evaluation<Shares> shares(int from, int mostChildren, long mostBytes) {
    return cut().flatMap(cut -> shares(from, mostChildren, mostBytes, cut));
  }

  private Evaluation<Shares> shares(int from, int mostChildren, long mostBytes, Cut cut) {
    List<Share> shares = new ArrayList<>();
    long bytes = 0;
    int item = from;
    while (item < size() && shares.size() < mostChildren && bytes < mostBytes) {
      switch (share(item, cut)) {
        case Evaluation.Value<Optional<Share>>(Optional<Share> share) -> {
          if (share.isEmpty()) {
            return Evaluation.value(new Shares(shares, true));
          }
          shares.add(share.get());
          bytes += share.get().input().size();
          item += share.get().items();
        }
        case Evaluation.Failed<Optional<Share>> failed -> {
          return failed.as();
        }
      }
    }
    return Evaluation.value(new Shares(shares, false));
  }

  private Evaluation<Cut> cut() {
    ItemBatcher batcher = state.distributed() == null ? null : state.distributed().batcher();
    if (batcher == null) {
      return Evaluation.value(new Cut(1, draft.limits().payloadBytes(), null));
    }
    MapNumbers numbers = numbers();
    return numbers
        .ofBatcher(batcher.maxItems(), "MaxItemsPerBatch")
        .flatMap(
            most ->
                numbers
                    .ofBatcher(batcher.maxBytes(), "MaxInputBytesPerBatch")
                    .flatMap(
                        bytes ->
                            batchInput(batcher.batchInput())
                                .map(
                                    fixed ->
                                        new Cut(
                                            most.orElse((long) Integer.MAX_VALUE),
                                            bytes.orElse((long) draft.limits().payloadBytes()),
                                            fixed))));
  }

  /** An object to put the items into. */
  private Evaluation<Json> batchInput(@Nullable ValueTemplate template) {
    return template == null
        ? Evaluation.value(Json.EMPTY_OBJECT)
        : template(template, "ItemBatcher/BatchInput").map(MapRunItems::asBatchInput);
  }

  private static Json asBatchInput(Json value) {
    ObjectNode batch = Json.object();
    batch.set("BatchInput", value.node());
    return Json.of(batch);
  }

  private Evaluation<Optional<Share>> share(int first, Cut cut) {
    return cut.batchInput() == null
        ? item(first).flatMap(draft::checkInput).map(one -> Optional.of(new Share(one, 1)))
        : batch(first, cut, cut.batchInput());
  }

  /** Items up to the limits, but at least one; empty if items that may belong to it are to come. */
  private Evaluation<Optional<Share>> batch(int first, Cut cut, Json fixed) {
    if (isToCome(first, cut)) {
      return Evaluation.value(Optional.empty());
    }
    ArrayNode batch = JsonNodeFactory.instance.arrayNode();
    // {"BatchInput":…,"Items":[…]} without a comma before the first item.
    long bytes = fixed.size() + (fixed.size() > 2 ? 10L : 9L);
    long mostBytes = Math.min(cut.mostBytes(), draft.limits().payloadBytes());
    for (int i = first; i < size() && batch.size() < cut.mostItems(); i++) {
      switch (item(i)) {
        case Evaluation.Value<Json>(Json one) -> {
          bytes += one.size() + 1L;
          if (bytes > mostBytes && !batch.isEmpty()) {
            return Evaluation.value(shared(fixed, batch));
          }
          batch.add(one.node());
        }
        case Evaluation.Failed<Json> failed -> {
          return failed.as();
        }
      }
    }
    return batch.size() < cut.mostItems() && isToCome()
        ? Evaluation.value(Optional.empty())
        : draft
            .checkInput(withItems(fixed, batch))
            .map(all -> Optional.of(new Share(all, batch.size())));
  }

  private boolean isToCome() {
    return !items.isWhole() && !isFull;
  }

  // Most batches are cut by their number of items: those at hand need not be looked at then.
  private boolean isToCome(int first, Cut cut) {
    return isToCome()
        && cut.mostBytes() >= draft.limits().payloadBytes()
        && size() - first < Math.min(cut.mostItems(), SMALL_BATCH);
  }

  private static Optional<Share> shared(Json fixed, ArrayNode items) {
    return Optional.of(new Share(withItems(fixed, items), items.size()));
  }

  private static Json withItems(Json fixed, ArrayNode items) {
    ObjectNode batch = fixed.node().deepCopy();
    batch.set("Items", items);
    return Json.of(batch);
  }

  private Evaluation<Json> item(int index) {
    return MapItems.selected(state, flow, draft, input, items.item(index));
  }
}
