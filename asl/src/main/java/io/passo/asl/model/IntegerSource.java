package io.passo.asl.model;

import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.path.JsonPath;

/**
 * A whole number that is written down or found when the state runs: a field and its {@code …Path}
 * twin.
 */
public sealed interface IntegerSource {
  /** Written down. */
  record Fixed(long value) implements IntegerSource {}

  /** At a path of the effective input. */
  record FromPath(JsonPath path) implements IntegerSource {}

  /** A JSONata expression. */
  record FromJsonata(JsonataExpression expression) implements IntegerSource {}
}
