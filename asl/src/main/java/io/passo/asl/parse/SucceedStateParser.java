package io.passo.asl.parse;

import io.passo.asl.model.StateInfo;
import io.passo.asl.model.SucceedState;

/** Reads a Succeed state (asl.md §6.2). */
final class SucceedStateParser {
  private SucceedStateParser() {}

  static SucceedState parse(Fields state, StateInfo info) {
    return new SucceedState(info, CommonFields.flow(state, info));
  }
}
