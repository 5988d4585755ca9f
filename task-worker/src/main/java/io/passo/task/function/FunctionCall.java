package io.passo.task.function;

import io.passo.task.runtime.FunctionResponse.ServiceError;
import io.passo.worker.lambda.FunctionArn;
import org.jspecify.annotations.Nullable;

/** What a step asks for. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface FunctionCall {

  /**
   * A Task whose resource is the function: input is the payload, the result is what the function
   * returns.
   */
  record Direct(FunctionArn function, byte[] payload) implements FunctionCall {}

  /**
   * {@code lambda:invoke}: the result is the answer of Lambda's Invoke.
   *
   * @param clientContext JSON text besides the payload
   */
  record Invoke(
      FunctionArn function,
      byte[] payload,
      InvocationType type,
      Caller caller,
      @Nullable String clientContext)
      implements FunctionCall {}

  /** Neither. */
  record Refused(ServiceError error) implements FunctionCall {}

  /** Who calls, which says what the result is. */
  enum Caller {
    /** A Task. */
    TASK,
    /** A Task that goes on when somebody else has answered. */
    CALLBACK,
    /** The Invoke action of the API, which shows errors of functions as answers. */
    API,
    /** The same, and shows the end of the log. */
    API_WITH_LOGS
  }

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
