package io.passo.asl.model;

import io.passo.asl.jsonata.JsonataTemplate;
import io.passo.asl.path.PayloadTemplate;

/** A value with expressions in it, in either query language. */
public sealed interface ValueTemplate {
  /** Members whose names end with {@code .$} are paths or intrinsic calls. */
  record FromPaths(PayloadTemplate template) implements ValueTemplate {}

  /** Texts in <code>{% %}</code> are expressions. */
  record FromJsonata(JsonataTemplate template) implements ValueTemplate {}
}
