package io.passo.asl.parse;

import io.passo.asl.data.Json;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.Catcher;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.DecimalSource;
import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.ItemBatcher;
import io.passo.asl.model.ItemProcessor;
import io.passo.asl.model.ItemProcessor.Mode;
import io.passo.asl.model.ItemReader;
import io.passo.asl.model.MapState;
import io.passo.asl.model.MapState.Distribution;
import io.passo.asl.model.MapState.Items;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.ResultWriter;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.StateInfo;
import io.passo.asl.model.Transition;
import io.passo.asl.model.ValueTemplate;
import io.passo.asl.path.PayloadTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a Map state (asl.md §6.8). */
final class MapStateParser {
  private static final List<String> DISTRIBUTED_ONLY =
      List.of("Label", "ItemReader", "ItemBatcher", "ResultWriter");

  private static final long MOST_BATCH_BYTES = 262_144;
  private static final long MOST_ITEMS = 100_000_000;
  private static final List<String> TRANSFORMATIONS = List.of("NONE", "COMPACT", "FLATTEN");

  private MapStateParser() {}

  static @Nullable MapState parse(Fields state, StateInfo info, WorkflowParser workflows) {
    DataFlow flow = CommonFields.flow(state, info);
    Items items = items(state, info.queryLanguage());
    ItemProcessor processor = ItemProcessorParser.parse(state, workflows);
    Sources sources = new Sources(state, info.queryLanguage());
    IntegerSource concurrency = sources.integer("MaxConcurrency", 0, Integer.MAX_VALUE);
    IntegerSource failures = sources.integer("ToleratedFailureCount", 0, Integer.MAX_VALUE);
    DecimalSource percentage = sources.decimal("ToleratedFailurePercentage", 0, 100);
    List<Retrier> retry = Recovery.retry(state);
    List<Catcher> catchers = Recovery.catchers(state, info);
    Transition transition = CommonFields.transition(state);
    return processor == null || transition == null
        ? null
        : new MapState(
            info,
            flow,
            items,
            processor,
            concurrency,
            failures,
            percentage,
            distribution(state, processor.config().mode(), info.queryLanguage()),
            retry,
            catchers,
            CommonFields.assign(state, info),
            transition);
  }

  private static Items items(Fields state, QueryLanguage language) {
    if (language == QueryLanguage.JSONATA) {
      return new Items.FromJsonata(
          itemsTemplate(state), Jsonata.template(state, "ItemSelector", StatesUse.PLAIN));
    }
    state.atMostOneOf("ItemSelector", "Parameters");
    String selector = state.has("ItemSelector") ? "ItemSelector" : "Parameters";
    return new Items.FromPath(
        Expressions.referencePath(state, "ItemsPath"), Expressions.template(state, selector));
  }

  private static @Nullable JsonataTemplate itemsTemplate(Fields state) {
    JsonataTemplate template = Jsonata.template(state, "Items", StatesUse.PLAIN);
    if (template != null
        && template.expression().isEmpty()
        && !template.written().node().isContainerNode()) {
      state
          .diagnostics()
          .schema(state.pointer("Items"), "Expected a JSONata expression, an array or an object");
    }
    return template;
  }

  private static @Nullable Distribution distribution(
      Fields state, Mode mode, QueryLanguage language) {
    if (mode == Mode.INLINE) {
      DISTRIBUTED_ONLY.stream().filter(state::has).forEach(state::reportUnsupported);
      return null;
    }
    return new Distribution(
        state.text("Label"),
        state.json("ItemReader"),
        state.json("ItemBatcher"),
        state.json("ResultWriter"),
        batcher(state.object("ItemBatcher"), language),
        reader(state.object("ItemReader"), language),
        writer(state.object("ResultWriter"), language));
  }

  private static @Nullable ItemReader reader(@Nullable Fields reader, QueryLanguage language) {
    if (reader == null) {
      return null;
    }
    String resource = reader.text("Resource");
    Fields config = reader.object("ReaderConfig");
    IntegerSource most =
        config == null ? null : new Sources(config, language).integer("MaxItems", 0, MOST_ITEMS);
    return new ItemReader(
        resource == null ? "" : resource,
        arguments(reader, language),
        config == null ? Json.EMPTY_OBJECT : config.json(),
        most);
  }

  private static ResultWriter writer(@Nullable Fields writer, QueryLanguage language) {
    if (writer == null) {
      return ResultWriter.NONE;
    }
    String resource = writer.text("Resource");
    Fields config = writer.object("WriterConfig");
    String transformation = config == null ? null : config.word("Transformation", TRANSFORMATIONS);
    String type = config == null ? null : config.word("OutputType", List.of("JSON", "JSONL"));
    return new ResultWriter(
        resource,
        arguments(writer, language),
        transformation == null
            ? ResultWriter.Transformation.NONE
            : ResultWriter.Transformation.valueOf(transformation),
        "JSONL".equals(type));
  }

  private static @Nullable ValueTemplate arguments(Fields call, QueryLanguage language) {
    return template(call, language == QueryLanguage.JSONATA ? "Arguments" : "Parameters", language);
  }

  private static @Nullable ItemBatcher batcher(@Nullable Fields batcher, QueryLanguage language) {
    if (batcher == null) {
      return null;
    }
    Sources sources = new Sources(batcher, language);
    return new ItemBatcher(
        sources.integer("MaxItemsPerBatch", 1, Integer.MAX_VALUE),
        sources.integer("MaxInputBytesPerBatch", 1, MOST_BATCH_BYTES),
        template(batcher, "BatchInput", language));
  }

  private static @Nullable ValueTemplate template(
      Fields fields, String name, QueryLanguage language) {
    if (language == QueryLanguage.JSONATA) {
      JsonataTemplate jsonata = Jsonata.template(fields, name, StatesUse.PLAIN);
      return jsonata == null ? null : new ValueTemplate.FromJsonata(jsonata);
    }
    PayloadTemplate paths = Expressions.template(fields, name);
    return paths == null ? null : new ValueTemplate.FromPaths(paths);
  }
}
