package io.passo.asl.lint;

import io.passo.asl.model.StateMachine;
import java.util.function.Consumer;

/** One rule of {@code passo lint}, for definitions that the service would accept. */
interface LintRule {
  /** Reports what it finds, in the order of the definition. */
  void check(StateMachine machine, Consumer<Finding> report);
}
