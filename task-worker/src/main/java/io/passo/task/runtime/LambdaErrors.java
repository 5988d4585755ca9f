package io.passo.task.runtime;

import io.passo.task.runtime.FunctionResponse.ServiceError;
import io.passo.worker.lambda.LambdaCause;

/** Errors in the words of the Lambda service (integrations.md §7). */
public final class LambdaErrors {
  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;

  private LambdaErrors() {}

  /** No function by that ARN, which ends with its version or alias. */
  public static ServiceError notFound(String qualifiedArn, String requestId) {
    return new ServiceError(
        "Lambda.ResourceNotFoundException", LambdaCause.notFound(qualifiedArn, requestId));
  }

  /** The call itself is wrong. */
  public static ServiceError invalid(String code, String message, String requestId) {
    return error(code, BAD_REQUEST, message, requestId);
  }

  /** The function is called more often than it may be. */
  public static ServiceError throttled(String requestId) {
    return error("TooManyRequestsException", TOO_MANY_REQUESTS, "Rate Exceeded.", requestId);
  }

  /** Another error of the service. */
  public static ServiceError error(String code, int status, String message, String requestId) {
    return new ServiceError("Lambda." + code, LambdaCause.of(message, status, code, requestId));
  }
}
