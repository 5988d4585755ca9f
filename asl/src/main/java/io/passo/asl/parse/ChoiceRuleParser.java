package io.passo.asl.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.model.ChoiceRule;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.path.JsonPath;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one rule of a Choice state, nested ones included. */
final class ChoiceRuleParser {
  private static final String[] SELECTORS = {"And", "Or", "Not", "Variable", "Condition"};
  private static final Set<String> TOP = Set.of("Next", "Assign", "Comment");
  private static final Set<String> NESTED = Set.of("Comment");
  private static final Set<String> JSONPATH_ONLY = jsonPathOnly();
  private static final Set<String> JSONATA_ONLY = Set.of("Condition");
  private static final Set<String> JSONATA_ONLY_TOP = Set.of("Condition", "Output");

  private final QueryLanguage language;

  ChoiceRuleParser(QueryLanguage language) {
    this.language = language;
  }

  /** An element of {@code Choices}. */
  @Nullable ChoiceRule top(Fields rule) {
    LanguageFields.check(rule, TOP, JSONPATH_ONLY, JSONATA_ONLY_TOP, language);
    return rule(rule);
  }

  private @Nullable ChoiceRule nested(Fields rule) {
    LanguageFields.check(rule, NESTED, JSONPATH_ONLY, JSONATA_ONLY, language);
    return rule(rule);
  }

  private @Nullable ChoiceRule rule(Fields rule) {
    if (Arrays.stream(SELECTORS).filter(rule::has).count() != 1) {
      rule.diagnostics()
          .schema(
              rule.pointer(),
              "The object must have only one of the following fields, "
                  + Arrays.toString(SELECTORS));
      return null;
    }
    if (rule.has("Condition")) {
      return condition(rule);
    }
    if (rule.has("Variable")) {
      return comparison(rule);
    }
    return combination(rule);
  }

  private @Nullable ChoiceRule combination(Fields rule) {
    if (rule.has("Not")) {
      Fields inner = rule.object("Not");
      ChoiceRule negated = inner == null ? null : nested(inner);
      return negated == null ? null : new ChoiceRule.Not(negated);
    }
    String name = rule.has("And") ? "And" : "Or";
    List<ChoiceRule> inner =
        rule.someObjects(name).stream().map(this::nested).filter(Objects::nonNull).toList();
    if (inner.isEmpty()) {
      return null;
    }
    return name.equals("And") ? new ChoiceRule.And(inner) : new ChoiceRule.Or(inner);
  }

  private static @Nullable ChoiceRule comparison(Fields rule) {
    boolean one = rule.exactlyOneOf(ChoiceOperators.NAMES.toArray(String[]::new));
    JsonPath variable = Expressions.variable(rule);
    return one && variable != null ? ChoiceOperators.parse(rule, variable) : null;
  }

  private static @Nullable ChoiceRule condition(Fields rule) {
    JsonNode condition = rule.any("Condition");
    if (condition == null || !(condition.isBoolean() || condition.isTextual())) {
      rule.diagnostics()
          .schema(rule.pointer("Condition"), "Expected value of type [STRING, BOOLEAN]");
      return null;
    }
    JsonataTemplate template = Jsonata.template(rule, "Condition", StatesUse.PLAIN);
    if (template != null && condition.isTextual() && template.expression().isEmpty()) {
      rule.diagnostics()
          .schema(rule.pointer("Condition"), "Expected a JSONata expression or a boolean");
    }
    return template == null ? null : new ChoiceRule.Condition(template);
  }

  private static Set<String> jsonPathOnly() {
    Set<String> names = new HashSet<>(ChoiceOperators.NAMES);
    names.addAll(List.of("And", "Or", "Not", "Variable"));
    return Set.copyOf(names);
  }
}
