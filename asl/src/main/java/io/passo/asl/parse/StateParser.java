package io.passo.asl.parse;

import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.State;
import io.passo.asl.model.StateInfo;
import io.passo.asl.model.StateType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one state: what all have in common, then what its type has. */
final class StateParser {
  private final WorkflowParser workflows;

  StateParser(WorkflowParser workflows) {
    this.workflows = workflows;
  }

  /** The state, or null if it cannot be built; the reason is reported. */
  @Nullable State parse(String name, Fields fields) {
    fields.require("Type");
    StateType type = type(fields);
    QueryLanguage language = QueryLanguages.of(fields, workflows.machineLanguage());
    if (type == null) {
      return null;
    }
    if (isDowngrade(language)) {
      fields
          .diagnostics()
          .schema(
              fields.pointer(),
              "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    } else {
      StateFields.of(type).check(fields, language);
    }
    StateInfo info = new StateInfo(name, fields.text("Comment"), language, fields.pointer());
    return parse(type, fields, info);
  }

  private @Nullable State parse(StateType type, Fields fields, StateInfo info) {
    return switch (type) {
      case PASS -> PassStateParser.parse(fields, info);
      case TASK -> TaskStateParser.parse(fields, info);
      case CHOICE -> ChoiceStateParser.parse(fields, info);
      case WAIT -> WaitStateParser.parse(fields, info);
      case SUCCEED -> SucceedStateParser.parse(fields, info);
      case FAIL -> FailStateParser.parse(fields, info);
      case PARALLEL -> ParallelStateParser.parse(fields, info, workflows);
      case MAP -> MapStateParser.parse(fields, info, workflows);
    };
  }

  private static @Nullable StateType type(Fields fields) {
    String text = fields.text("Type");
    if (text == null) {
      return null;
    }
    Optional<StateType> type =
        Arrays.stream(StateType.values()).filter(each -> each.text().equals(text)).findFirst();
    if (type.isEmpty()) {
      fields
          .diagnostics()
          .schema(
              fields.pointer("Type"),
              "The field 'Type' should have one of these values: "
                  + Arrays.stream(StateType.values()).map(StateType::text).toList());
    }
    return type.orElse(null);
  }

  private boolean isDowngrade(QueryLanguage language) {
    return workflows.machineLanguage() == QueryLanguage.JSONATA
        && language == QueryLanguage.JSONPATH;
  }
}
