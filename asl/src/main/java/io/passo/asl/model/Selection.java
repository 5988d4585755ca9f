package io.passo.asl.model;

import io.passo.asl.path.JsonPath;

/** What {@code InputPath} and {@code OutputPath} let through. */
public sealed interface Selection {
  /** Absent or {@code $}: all of it, untouched. */
  record Whole() implements Selection {}

  /** JSON {@code null}: the empty object. */
  record Nothing() implements Selection {}

  /** Another path: what it selects. */
  record At(JsonPath path) implements Selection {}
}
