package io.passo.task.function;

import io.passo.task.runtime.FunctionResponse.ServiceError;
import io.passo.worker.lambda.FunctionArn;

/** What a step asks for. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface FunctionCall {

  /**
   * A Task whose resource is the function: input is the payload, the result is what the function
   * returns.
   */
  record Direct(FunctionArn function, byte[] payload) implements FunctionCall {}

  /** {@code lambda:invoke}: the result is the answer of Lambda's Invoke. */
  record Invoke(FunctionArn function, byte[] payload, InvocationType type, boolean callback)
      implements FunctionCall {}

  /** Neither. */
  record Refused(ServiceError error) implements FunctionCall {}

  /** How Lambda's Invoke waits. */
  enum InvocationType {
    /** For the result. */
    REQUEST_RESPONSE,
    /** Not at all. */
    EVENT,
    /** Nothing is called. */
    DRY_RUN
  }
}
