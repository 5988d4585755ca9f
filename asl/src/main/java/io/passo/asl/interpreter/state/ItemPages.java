package io.passo.asl.interpreter.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import io.passo.asl.data.StatesError;
import io.passo.asl.interpreter.Effect;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameId;
import io.passo.asl.interpreter.ItemsFrame;
import io.passo.asl.interpreter.MapRunFrame;
import io.passo.asl.interpreter.MapRunReading;
import io.passo.asl.model.ItemReader;
import io.passo.asl.model.MapState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items that {@code ItemReader} names in pages: a page is one call of whoever runs
 * integrations, and the next one is asked for while the items of this one are given away. The
 * reader says where its next page begins, so whoever reads it can be another one.
 *
 * <pre>
 * parameters  {MapRunArn, Parameters, ReaderConfig, MaxItems, First, Cursor?}
 * result      {Pages: [{Source, Items: [...], Keys?: [...]}], Next?: cursor}
 * </pre>
 */
final class ItemPages {
  /** Pages that are kept while children can be begun with them. */
  private static final int PAGES = 2;

  /** Pages that are kept for one batch of items that ItemSelector makes smaller. */
  private static final int MOST_PAGES = 16;

  private static final int MOST_ITEMS = 100_000_000;

  private ItemPages() {}

  /** What is read; empty if the items are of the state's data. */
  static Evaluation<Optional<Json>> source(MapState state, MapRunItems items) {
    ItemReader reader = state.itemReader();
    if (reader == null) {
      return Evaluation.value(Optional.empty());
    }
    return items
        .numbers()
        .maxItems(reader.maxItems())
        .flatMap(
            most ->
                items
                    .template(reader.arguments(), "ItemReader/Arguments")
                    .map(arguments -> Optional.of(source(reader, arguments, most))));
  }

  private static Json source(ItemReader reader, Json arguments, long most) {
    ObjectNode source = Json.object();
    source.set("Parameters", arguments.node());
    source.set("ReaderConfig", reader.config().node());
    source.put("MaxItems", most == 0 ? MOST_ITEMS : most);
    return Json.of(source);
  }

  /** What the Map Run reads. */
  static Json source(MapRunFrame run, Function<FrameId, @Nullable Frame> frames) {
    if (!(frames.apply(run.id().items()) instanceof ItemsFrame(var ignored, Json source))) {
      throw new IllegalStateException("Expected what Map Run " + run.arn() + " reads");
    }
    return source;
  }

  /** Begins to read. */
  static MapRunFrame begin(MapRunFrame run, Json source, Draft draft) {
    draft.put(new ItemsFrame(run.id().items(), MapRunCalls.asKept(source)));
    return run.with(MapRunReading.from(run.firstCall()), 0);
  }

  /** Drops pages whose items have been given away. */
  static MapRunFrame dropGiven(MapRunFrame run, Draft draft) {
    MapRunReading reading = run.reading();
    if (reading == null) {
      return run;
    }
    while (!reading.pageSizes().isEmpty()
        && reading.firstItem() + reading.pageSizes().getFirst() <= run.nextItem()) {
      draft.remove(run.id().page(reading.firstPage()));
      reading = reading.dropped();
    }
    return run.with(reading, run.total());
  }

  /**
   * Whether the next page is to be asked for.
   *
   * @param isStalled whether what is kept is not enough for the next batch
   */
  static boolean hasRoom(MapRunFrame run, boolean isStalled) {
    MapRunReading reading = run.reading();
    return reading != null
        && !reading.isOpen()
        && !reading.hasEnded()
        && reading.pageSizes().size() < (isStalled ? MOST_PAGES : PAGES);
  }

  /** Asks for the next page. */
  static MapRunFrame readNext(MapState state, MapRunFrame run, Draft draft) {
    MapRunReading reading = Objects.requireNonNull(run.reading()).reading();
    draft.effect(call(state, run, reading, draft::frame, draft.now()));
    return run.with(reading, run.total());
  }

  /** Whether no more pages are kept for one batch. */
  static boolean isFull(@Nullable MapRunReading reading) {
    return reading != null && reading.pageSizes().size() >= MOST_PAGES;
  }

  /**
   * The call that is under way, now or once more.
   *
   * @param frames frames of the execution
   */
  static Effect.ScheduleTask call(
      MapState state,
      MapRunFrame run,
      MapRunReading reading,
      Function<FrameId, @Nullable Frame> frames,
      Instant now) {
    ItemReader reader = Objects.requireNonNull(state.itemReader());
    ObjectNode parameters = source(run, frames).node().deepCopy();
    parameters.put("MapRunArn", run.arn());
    parameters.put("First", run.total());
    if (reading.cursor() != null) {
      parameters.set("Cursor", reading.cursor().node());
    }
    return MapRunCalls.schedule(
        state, run, run.readAttempt(reading), reader.resource(), Json.of(parameters), now);
  }

  /** Takes a page over. */
  static Evaluation<MapRunFrame> read(
      MapRunFrame run, MapRunReading reading, Event event, Draft draft) {
    return switch (event) {
      case Event.TaskSucceeded succeeded -> read(run, reading, succeeded.output().node(), draft);
      case Event.TaskFailed failed ->
          new Evaluation.Failed<>(
              MapRunCalls.error(ErrorName.ITEM_READER_FAILED, failed.error(), failed.cause()));
      default -> Evaluation.value(run);
    };
  }

  private static Evaluation<MapRunFrame> read(
      MapRunFrame run, MapRunReading reading, JsonNode page, Draft draft) {
    JsonNode parts = page.path("Pages");
    JsonNode next = page.get("Next");
    int count = 0;
    for (JsonNode part : parts) {
      count += part.path("Items").size();
    }
    if (!parts.isArray() || (count > 0 && !areItems(parts)) || count > MOST_ITEMS - run.total()) {
      return new Evaluation.Failed<>(
          new StatesError(
              ErrorName.ITEM_READER_FAILED,
              "Expected a page of items but the reader gave another"));
    }
    List<Integer> sizes = new ArrayList<>(reading.pageSizes());
    // A page may be empty, of a list without objects that count, for example.
    sizes.add(count);
    draft.put(new ItemsFrame(run.id().page(reading.number()), Json.of(parts)));
    MapRunReading further = reading.read(sizes, next == null ? null : Json.of(next));
    return Evaluation.value(run.with(further, run.total() + count));
  }

  private static boolean areItems(JsonNode parts) {
    for (JsonNode part : parts) {
      JsonNode keys = part.get("Keys");
      if (!part.path("Items").isArray()
          || (keys != null && keys.size() != part.path("Items").size())) {
        return false;
      }
    }
    return true;
  }

  /** Reads no further: the Map Run has failed. */
  static MapRunFrame end(MapRunFrame run, Draft draft) {
    MapRunReading reading = run.reading();
    if (reading == null) {
      return run;
    }
    MapRunCalls.cancel(run, draft);
    discard(run, draft);
    return run.with(
        new MapRunReading(
            reading.number(), false, true, null, reading.firstPage(), run.nextItem(), List.of()),
        run.total());
  }

  /** Drops all pages. */
  static void discard(MapRunFrame run, Draft draft) {
    MapRunReading reading = run.reading();
    if (reading != null) {
      for (int i = 0; i < reading.pageSizes().size(); i++) {
        draft.remove(run.id().page(reading.firstPage() + i));
      }
    }
  }
}
