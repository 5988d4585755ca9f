package io.passo.asl.teststate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;
import org.jspecify.annotations.Nullable;

/**
 * What TestState answers.
 *
 * @param status how the state ended
 * @param output output of the state; on {@code CAUGHT_ERROR} the input of the Catcher's target
 * @param error name of the error
 * @param cause its cause
 * @param nextState where the state leads; null if it ends the execution or failed
 * @param inspectionData the member of that name; null at level INFO
 */
public record TestResult(
    Status status,
    @Nullable Json output,
    @Nullable String error,
    @Nullable String cause,
    @Nullable String nextState,
    @Nullable ObjectNode inspectionData) {

  /** How a tested state ended. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    /** A Retrier would run it again. */
    RETRIABLE,
    /** A Catcher took its error. */
    CAUGHT_ERROR
  }
}
