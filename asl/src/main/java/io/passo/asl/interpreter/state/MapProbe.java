package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.state.Inspection.Step;
import io.passo.asl.model.MapState;
import org.jspecify.annotations.Nullable;

/** What a tested Map would iterate over, and how many failures it bears. */
public final class MapProbe {
  private final MapState state;
  private final Flow flow;
  private final Draft draft;
  private final @Nullable Json readerData;

  MapProbe(MapState state, Flow flow, Draft draft, @Nullable Json readerData) {
    this.state = state;
    this.flow = flow;
    this.draft = draft;
    this.readerData = readerData;
  }

  /**
   * The iterations of a Map.
   *
   * @param items number of items
   * @param maxConcurrency iterations at once; 0 = no limit of its own
   * @param toleratedCount {@code ToleratedFailureCount}, if given
   * @param toleratedPercentage {@code ToleratedFailurePercentage}, if given
   */
  public record Iterations(
      int items,
      long maxConcurrency,
      @Nullable Long toleratedCount,
      @Nullable Double toleratedPercentage) {
    /** Whether so many failed iterations fail the Map. Without a limit of its own it bears all. */
    public boolean isExceededBy(int failures) {
      return (toleratedCount != null && failures > toleratedCount)
          || (toleratedPercentage != null
              && items > 0
              && failures * 100.0 / items > toleratedPercentage);
    }
  }

  /** Evaluates the fields of the Map that say what it iterates over. */
  public Evaluation<Iterations> iterations() {
    DataFlowSteps steps = DataFlowSteps.of(state, state.flow(), flow, draft);
    return steps.input().flatMap(input -> iterations(input, steps));
  }

  private Evaluation<Iterations> iterations(Json input, DataFlowSteps steps) {
    MapNumbers numbers = new MapNumbers(input, steps);
    return items(input, steps)
        .flatMap(
            items ->
                selected(items, input)
                    .flatMap(
                        ignored ->
                            numbers
                                .whole(state.maxConcurrency(), "MaxConcurrency")
                                .flatMap(most -> iterations(items, most.orElse(0L), numbers))));
  }

  private Evaluation<Iterations> iterations(JsonNode items, long most, MapNumbers numbers) {
    return numbers
        .limits(state, most)
        .map(
            limits ->
                new Iterations(
                    items.size(), most, limits.toleratedCount(), limits.toleratedPercentage()));
  }

  private Evaluation<JsonNode> items(Json input, DataFlowSteps steps) {
    if (readerData != null) {
      return Evaluation.value(readerData.node());
    }
    if (isRead()) {
      return Evaluation.value(JsonNodeFactory.instance.arrayNode());
    }
    Evaluation<JsonNode> items = MapItems.items(state, input, steps);
    if (state.items() instanceof MapState.Items.FromPath) {
      Inspection.seen(draft, Step.AFTER_ITEMS_PATH, items.map(Json::of));
    }
    return items;
  }

  private boolean isRead() {
    return state.distributed() != null && state.distributed().itemReader() != null;
  }

  /** What each iteration would get, if {@code ItemSelector} makes it. */
  private Evaluation<Boolean> selected(JsonNode items, Json input) {
    if (!hasSelector()) {
      return Evaluation.value(true);
    }
    ArrayNode inputs = JsonNodeFactory.instance.arrayNode();
    int index = 0;
    for (JsonNode item : items) {
      switch (MapItems.selected(state, flow, draft, input, MapItem.of(index++, item))) {
        case Evaluation.Value<Json>(Json selected) -> inputs.add(selected.node());
        case Evaluation.Failed<Json> failed -> {
          return failed.as();
        }
      }
    }
    Inspection.seen(draft, Step.AFTER_ITEM_SELECTOR, Evaluation.value(Json.of(inputs)));
    return Evaluation.value(true);
  }

  private boolean hasSelector() {
    return switch (state.items()) {
      case MapState.Items.FromPath from -> from.selector() != null;
      case MapState.Items.FromJsonata from -> from.selector() != null;
    };
  }
}
