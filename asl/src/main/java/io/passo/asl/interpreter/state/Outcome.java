package io.passo.asl.interpreter.state;

import io.passo.asl.data.Json;
import io.passo.asl.interpreter.Flow;
import io.passo.asl.interpreter.Waiting;
import io.passo.asl.model.Transition;

/** What became of a state that was entered or heard of something. */
sealed interface Outcome {
  /** It waits. */
  record Waits(Flow flow, Waiting waiting) implements Outcome {}

  /**
   * It was left.
   *
   * @param output its output
   * @param exitedEvent its Exited event
   * @param transition where it leads
   */
  record Leaves(Json output, long exitedEvent, Transition transition) implements Outcome {}

  /**
   * It failed, and nothing in it handles that.
   *
   * @param failure why
   * @param failedEvent what the events of whoever must handle it name as previous
   */
  record Fails(Failure failure, long failedEvent) implements Outcome {}

  /** Its flow goes on waiting as it did. */
  record Stays() implements Outcome {}
}
