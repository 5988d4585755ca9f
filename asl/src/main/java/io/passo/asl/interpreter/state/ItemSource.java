package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.passo.asl.interpreter.ItemsFrame;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.MapRunReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items of a Distributed Map, as far as they are at hand. */
sealed interface ItemSource {
  /** Number of the items that are known: items before it can be taken. */
  int size();

  /** Whether these are all. */
  boolean isWhole();

  /** An item that no child has been given. */
  MapItem item(int index);

  /**
   * Items of the state's data: an array, or the members of an object.
   *
   * @param keys names of the members
   */
  record OfState(JsonNode items, List<String> keys) implements ItemSource {
    private static final String SOURCE = "STATE_DATA";

    static ItemSource of(JsonNode items) {
      return new OfState(
          items,
          items.isObject()
              ? items.properties().stream().map(Map.Entry::getKey).toList()
              : List.of());
    }

    @Override
    public int size() {
      return items.size();
    }

    @Override
    public boolean isWhole() {
      return true;
    }

    @Override
    public MapItem item(int index) {
      return items.isObject()
          ? new MapItem(index, items.get(keys.get(index)), keys.get(index), SOURCE)
          : new MapItem(index, items.get(index), null, SOURCE);
    }
  }

  /**
   * Items that were read: those of the pages that are kept.
   *
   * @param isWhole whether there is no page after them
   */
  record OfPages(List<Run> runs, int size, boolean isWhole) implements ItemSource {
    /** Nothing has been read yet. */
    static final ItemSource NOTHING = new OfPages(List.of(), 0, false);

    /**
     * Neighbouring items of one object.
     *
     * @param first index of the first one
     * @param keys names of members, if they are those of a JSON object
     * @param source what {@code Map.Item.Source} says
     */
    record Run(int first, ArrayNode items, @Nullable ArrayNode keys, String source) {}

    static ItemSource of(MapRunFrame run, MapRunReading reading, Draft draft) {
      List<Run> runs = new ArrayList<>();
      int first = reading.firstItem();
      for (int i = 0; i < reading.pageSizes().size(); i++) {
        if (draft.frame(run.id().page(reading.firstPage() + i)) instanceof ItemsFrame page) {
          for (JsonNode part : page.items().node()) {
            ArrayNode items = part.withArray("Items");
            ArrayNode keys = part.get("Keys") instanceof ArrayNode names ? names : null;
            runs.add(new Run(first, items, keys, part.path("Source").asText()));
            first += items.size();
          }
        }
      }
      return new OfPages(runs, run.total(), reading.hasEnded());
    }

    @Override
    public MapItem item(int index) {
      for (Run run : runs) {
        int at = index - run.first();
        if (at < run.items().size()) {
          return new MapItem(
              index,
              run.items().get(at),
              run.keys() == null ? null : run.keys().get(at).asText(),
              run.source());
        }
      }
      throw new IllegalStateException("Expected item " + index + " to be at hand");
    }
  }
}
