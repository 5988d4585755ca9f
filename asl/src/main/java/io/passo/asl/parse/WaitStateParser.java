package io.passo.asl.parse;

import io.passo.asl.data.Timestamps;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.model.DataFlow;
import io.passo.asl.model.QueryLanguage;
import io.passo.asl.model.StateInfo;
import io.passo.asl.model.Transition;
import io.passo.asl.model.WaitState;
import io.passo.asl.model.WaitState.Until;
import io.passo.asl.path.JsonPath;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a Wait state (asl.md §6.4). */
final class WaitStateParser {
  private static final long MAX_SECONDS = 99_999_999;

  private WaitStateParser() {}

  static @Nullable WaitState parse(Fields state, StateInfo info) {
    DataFlow flow = CommonFields.flow(state, info);
    Transition transition = CommonFields.transition(state);
    Until until = until(state, info.queryLanguage());
    return transition == null || until == null
        ? null
        : new WaitState(info, flow, until, CommonFields.assign(state, info), transition);
  }

  private static @Nullable Until until(Fields state, QueryLanguage language) {
    boolean one =
        language == QueryLanguage.JSONPATH
            ? state.exactlyOneOf("SecondsPath", "Seconds", "TimestampPath", "Timestamp")
            : state.exactlyOneOf("Seconds", "Timestamp");
    if (!one) {
      return null;
    }
    if (state.has("Seconds")) {
      return seconds(state, language);
    }
    if (state.has("Timestamp")) {
      return timestamp(state, language);
    }
    String field = state.has("SecondsPath") ? "SecondsPath" : "TimestampPath";
    JsonPath path = Expressions.referencePath(state, field);
    if (path == null) {
      return null;
    }
    return field.equals("SecondsPath")
        ? new Until.SecondsPath(path)
        : new Until.TimestampPath(path);
  }

  private static @Nullable Until seconds(Fields state, QueryLanguage language) {
    Sources sources = new Sources(state, language);
    if (sources.isJsonata("Seconds")) {
      JsonataExpression jsonata = sources.jsonata("Seconds");
      return jsonata == null ? null : new Until.SecondsFromJsonata(jsonata);
    }
    Long seconds = state.integer("Seconds", 0, MAX_SECONDS);
    return seconds == null ? null : new Until.Seconds(seconds);
  }

  private static @Nullable Until timestamp(Fields state, QueryLanguage language) {
    Sources sources = new Sources(state, language);
    if (sources.isJsonata("Timestamp")) {
      JsonataExpression jsonata = sources.jsonata("Timestamp");
      return jsonata == null ? null : new Until.TimestampFromJsonata(jsonata);
    }
    String text = state.text("Timestamp");
    if (text == null) {
      return null;
    }
    Optional<Instant> instant = Timestamps.parse(text);
    if (instant.isEmpty()) {
      state
          .diagnostics()
          .schema(state.pointer("Timestamp"), "String does not match RFC3339 timestamp");
      return null;
    }
    return new Until.Timestamp(instant.get(), text);
  }
}
