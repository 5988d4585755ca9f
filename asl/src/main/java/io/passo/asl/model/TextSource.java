package io.passo.asl.model;

import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.path.Expression;

/** Text that is written down or found when the state runs. */
public sealed interface TextSource {
  /** Written down. */
  record Fixed(String value) implements TextSource {}

  /** A path or an intrinsic call: {@code ErrorPath}, {@code CausePath}, {@code RoleArn.$}. */
  record FromExpression(Expression expression) implements TextSource {}

  /** A JSONata expression. */
  record FromJsonata(JsonataExpression expression) implements TextSource {}
}
