package io.passo.asl.model;

import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.path.JsonPath;

/** A number that is written down or found when the state runs. */
public sealed interface DecimalSource {
  /** Written down. */
  record Fixed(double value) implements DecimalSource {}

  /** At a path of the effective input. */
  record FromPath(JsonPath path) implements DecimalSource {}

  /** A JSONata expression. */
  record FromJsonata(JsonataExpression expression) implements DecimalSource {}
}
