package io.passo.asl.parse;

import io.passo.asl.model.FailState;
import io.passo.asl.model.StateInfo;

/** Reads a Fail state (asl.md §6.3). */
final class FailStateParser {
  private FailStateParser() {}

  static FailState parse(Fields state, StateInfo info) {
    Sources sources = new Sources(state, info.queryLanguage());
    return new FailState(
        info, sources.text("Error", "ErrorPath"), sources.text("Cause", "CausePath"));
  }
}
