package io.passo.asl.model;

/** Where a state leads: exactly one of {@code Next} and {@code End: true}. */
public sealed interface Transition {
  /** Continues with the state of that name in the same {@code States}. */
  record Next(String state) implements Transition {}

  /** Ends the execution, branch or iteration. */
  record End() implements Transition {}
}
