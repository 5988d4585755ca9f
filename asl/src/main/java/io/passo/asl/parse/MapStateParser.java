package io.passo.asl.parse;

import io.passo.asl.model.Catcher;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.DecimalSource;
import io.passo.asl.model.IntegerSource;
import io.passo.asl.model.ItemProcessor;
import io.passo.asl.model.ItemProcessor.Mode;
import io.passo.asl.model.MapState;
import io.passo.asl.model.MapState.Distribution;
import io.passo.asl.model.MapState.Items;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.StateInfo;
import io.passo.asl.model.Transition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a Map state (asl.md §6.8). */
final class MapStateParser {
  private static final List<String> DISTRIBUTED_ONLY =
      List.of("Label", "ItemReader", "ItemBatcher", "ResultWriter");

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
            distribution(state, processor.config().mode()),
            retry,
            catchers,
            CommonFields.assign(state, info),
            transition);
  }

  private static Items items(Fields state, QueryLanguage language) {
    if (language == QueryLanguage.JSONATA) {
      return new Items.FromJsonata(
          Jsonata.template(state, "Items", StatesUse.PLAIN),
          Jsonata.template(state, "ItemSelector", StatesUse.PLAIN));
    }
    state.atMostOneOf("ItemSelector", "Parameters");
    String selector = state.has("ItemSelector") ? "ItemSelector" : "Parameters";
    return new Items.FromPath(
        Expressions.referencePath(state, "ItemsPath"), Expressions.template(state, selector));
  }

  private static @Nullable Distribution distribution(Fields state, Mode mode) {
    if (mode == Mode.INLINE) {
      DISTRIBUTED_ONLY.stream().filter(state::has).forEach(state::reportUnsupported);
      return null;
    }
    return new Distribution(
        state.text("Label"),
        state.json("ItemReader"),
        state.json("ItemBatcher"),
        state.json("ResultWriter"));
  }
}
