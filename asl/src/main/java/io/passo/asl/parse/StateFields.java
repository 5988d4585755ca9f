package io.passo.asl.parse;

import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.StateType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which field is legal in which state (asl.md §1.1). */
final class StateFields {
  private static final String[] ALL = {"Type", "Comment", "QueryLanguage"};
  private static final String[] PATHS = {"InputPath", "OutputPath"};
  private static final String[] OUTPUT = {"Output"};
  private static final String[] TRANSITION = {"Next", "End"};
  private static final String[] RECOVERY = {"Retry", "Catch"};
  private static final Map<StateType, StateFields> BY_TYPE = table();

  private final Set<String> common = new LinkedHashSet<>(Arrays.asList(ALL));
  private final Set<String> jsonPathOnly = new LinkedHashSet<>();
  private final Set<String> jsonataOnly = new LinkedHashSet<>();

  private StateFields() {}

  static StateFields of(StateType type) {
    StateFields fields = BY_TYPE.get(type);
    if (fields == null) {
      throw new IllegalStateException("Expected a table of fields for " + type);
    }
    return fields;
  }

  /** Reports fields that the state type does not have, or not in this query language. */
  void check(Fields state, QueryLanguage language) {
    LanguageFields.check(state, common, jsonPathOnly, jsonataOnly, language);
  }

  private StateFields common(String... names) {
    common.addAll(Arrays.asList(names));
    return this;
  }

  private StateFields jsonPath(String... names) {
    jsonPathOnly.addAll(Arrays.asList(names));
    return this;
  }

  private StateFields jsonata(String... names) {
    jsonataOnly.addAll(Arrays.asList(names));
    return this;
  }

  private static StateFields start() {
    return new StateFields();
  }

  private static Map<StateType, StateFields> table() {
    Map<StateType, StateFields> table = new EnumMap<>(StateType.class);
    table.put(
        StateType.PASS,
        start()
            .common(TRANSITION)
            .common("Assign")
            .jsonPath(PATHS)
            .jsonPath("Parameters", "ResultPath", "Result")
            .jsonata(OUTPUT));
    table.put(
        StateType.TASK,
        start()
            .common(TRANSITION)
            .common(RECOVERY)
            .common("Assign", "Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials")
            .jsonPath(PATHS)
            .jsonPath("Parameters", "ResultPath", "ResultSelector")
            .jsonPath("TimeoutSecondsPath", "HeartbeatSecondsPath")
            .jsonata(OUTPUT)
            .jsonata("Arguments"));
    table.put(
        StateType.CHOICE,
        start().common("Assign", "Choices", "Default").jsonPath(PATHS).jsonata(OUTPUT));
    table.put(
        StateType.WAIT,
        start()
            .common(TRANSITION)
            .common("Assign", "Seconds", "Timestamp")
            .jsonPath(PATHS)
            .jsonPath("SecondsPath", "TimestampPath")
            .jsonata(OUTPUT));
    table.put(StateType.SUCCEED, start().jsonPath(PATHS).jsonata(OUTPUT));
    table.put(StateType.FAIL, start().common("Error", "Cause").jsonPath("ErrorPath", "CausePath"));
    table.put(
        StateType.PARALLEL,
        start()
            .common(TRANSITION)
            .common(RECOVERY)
            .common("Assign", "Branches")
            .jsonPath(PATHS)
            .jsonPath("Parameters", "ResultPath", "ResultSelector")
            .jsonata(OUTPUT)
            .jsonata("Arguments"));
    table.put(
        StateType.MAP,
        start()
            .common(TRANSITION)
            .common(RECOVERY)
            .common("Assign", "ItemProcessor", "Iterator", "ItemSelector", "MaxConcurrency")
            .common("ToleratedFailureCount", "ToleratedFailurePercentage")
            .common("ItemReader", "ItemBatcher", "ResultWriter", "Label")
            .jsonPath(PATHS)
            .jsonPath("Parameters", "ResultPath", "ResultSelector", "ItemsPath")
            .jsonPath("MaxConcurrencyPath", "ToleratedFailureCountPath")
            .jsonPath("ToleratedFailurePercentagePath")
            .jsonata(OUTPUT)
            .jsonata("Items"));
    return table;
  }
}
