package io.passo.asl.model;

import io.passo.asl.path.ReferencePath;

/** What becomes of a result: the field {@code ResultPath} of a state or Catcher. */
public sealed interface ResultPath {
  /** Absent or {@code $}: the result replaces the input. */
  record ReplaceInput() implements ResultPath {}

  /** JSON {@code null}: the raw input goes on, the result is dropped. */
  record DiscardResult() implements ResultPath {}

  /** Another reference path: the result is inserted there into the raw input. */
  record InsertAt(ReferencePath path) implements ResultPath {}
}
