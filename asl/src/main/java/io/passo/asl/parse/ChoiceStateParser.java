package io.passo.asl.parse;

import io.passo.asl.model.ChoiceRule;
import io.passo.asl.model.ChoiceState;
import io.passo.asl.model.ChoiceState.Choice;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.StateInfo;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a Choice state (asl.md §6.5). */
final class ChoiceStateParser {
  private ChoiceStateParser() {}

  static ChoiceState parse(Fields state, StateInfo info) {
    state.require("Choices");
    DataFlow flow = CommonFields.flow(state, info);
    List<Choice> choices =
        state.someObjects("Choices").stream()
            .map(rule -> choice(rule, info.queryLanguage()))
            .filter(Objects::nonNull)
            .toList();
    return new ChoiceState(
        info, flow, choices, state.text("Default"), CommonFields.assign(state, info));
  }

  private static @Nullable Choice choice(Fields fields, QueryLanguage language) {
    ChoiceRule rule = new ChoiceRuleParser(language).top(fields);
    fields.require("Next");
    String next = fields.text("Next");
    return rule == null || next == null
        ? null
        : new Choice(
            rule,
            next,
            language == QueryLanguage.JSONATA
                ? Jsonata.template(fields, "Output", StatesUse.PLAIN)
                : null,
            Assignments.parse(fields, language, StatesUse.PLAIN),
            fields.pointer());
  }
}
