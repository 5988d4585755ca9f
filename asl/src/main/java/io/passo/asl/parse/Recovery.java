package io.passo.asl.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.passo.asl.model.Catcher;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.ResultPath;
import io.passo.asl.model.Retrier;
import io.passo.asl.model.Retrier.JitterStrategy;
import io.passo.asl.model.StateInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry} and {@code Catch} (asl.md §7). */
final class Recovery {
  private static final Set<String> RETRIER =
      Set.of(
          "ErrorEquals",
          "IntervalSeconds",
          "MaxAttempts",
          "BackoffRate",
          "MaxDelaySeconds",
          "JitterStrategy",
          "Comment");
  private static final Set<String> CATCHER_COMMON =
      Set.of("ErrorEquals", "Next", "Assign", "Comment");
  private static final long MAX_SECONDS = 99_999_999;
  private static final long MAX_DELAY_SECONDS = 31_622_400;

  private Recovery() {}

  static List<Retrier> retry(Fields state) {
    return each(state, "Retry", Recovery::retrier);
  }

  static List<Catcher> catchers(Fields state, StateInfo info) {
    return each(state, "Catch", fields -> catcher(fields, info.queryLanguage()));
  }

  private static <T> List<T> each(Fields state, String name, Function<Fields, @Nullable T> parse) {
    return state.objects(name).stream().map(parse).filter(Objects::nonNull).toList();
  }

  private static @Nullable Retrier retrier(Fields fields) {
    fields.allowOnly(RETRIER);
    fields.require("ErrorEquals");
    List<String> errorEquals = errorEquals(fields);
    Long interval = fields.integer("IntervalSeconds", 1, MAX_SECONDS);
    Long attempts = fields.integer("MaxAttempts", 0, MAX_SECONDS);
    Double rate = fields.number("BackoffRate", 1, Double.MAX_VALUE);
    Long maxDelay = fields.integer("MaxDelaySeconds", 1, MAX_DELAY_SECONDS);
    String jitter = fields.word("JitterStrategy", List.of("NONE", "FULL"));
    return errorEquals == null
        ? null
        : new Retrier(
            errorEquals,
            Duration.ofSeconds(interval == null ? 1 : interval),
            attempts == null ? 3 : Math.toIntExact(attempts),
            rate == null ? 2.0 : rate,
            maxDelay == null ? null : Duration.ofSeconds(maxDelay),
            "FULL".equals(jitter) ? JitterStrategy.FULL : JitterStrategy.NONE,
            fields.pointer());
  }

  private static @Nullable Catcher catcher(Fields fields, QueryLanguage language) {
    LanguageFields.check(fields, CATCHER_COMMON, Set.of("ResultPath"), Set.of("Output"), language);
    fields.require("ErrorEquals", "Next");
    List<String> errorEquals = errorEquals(fields);
    String next = fields.text("Next");
    ResultPath resultPath =
        language == QueryLanguage.JSONPATH
            ? Expressions.resultPath(fields)
            : new ResultPath.ReplaceInput();
    return errorEquals == null || next == null
        ? null
        : new Catcher(
            errorEquals,
            next,
            resultPath,
            language == QueryLanguage.JSONATA
                ? Jsonata.template(fields, "Output", StatesUse.WITH_ERROR_OUTPUT)
                : null,
            Assignments.parse(fields, language, StatesUse.WITH_ERROR_OUTPUT),
            fields.pointer());
  }

  private static @Nullable List<String> errorEquals(Fields fields) {
    ArrayNode names = fields.array("ErrorEquals");
    if (names == null) {
      return null;
    }
    if (names.isEmpty()) {
      fields.diagnostics().schema(fields.pointer("ErrorEquals"), "Value cannot be empty");
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      JsonNode name = names.get(i);
      if (name.isTextual()) {
        texts.add(name.textValue());
      } else {
        fields
            .diagnostics()
            .schema(fields.pointer("ErrorEquals").item(i), "Expected value of type [STRING]");
      }
    }
    return texts.isEmpty() ? null : texts;
  }
}
