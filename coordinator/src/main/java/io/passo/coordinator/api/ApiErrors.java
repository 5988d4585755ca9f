package io.passo.coordinator.api;

import java.util.Map;

/** The errors of the service with their texts (spec: API reference). */
public final class ApiErrors {
  private ApiErrors() {}

  /** Several violated constraints are one error; its text is made by {@link Members}. */
  public static ApiException validation(String message) {
    return new ApiException("ValidationException", message);
  }

  /**
   * @param reason one of the service's reasons, for example {@code
   *     API_DOES_NOT_SUPPORT_LABELED_ARNS}
   */
  public static ApiException validation(String message, String reason) {
    return new ApiException("ValidationException", 400, message, Map.of("reason", reason));
  }

  public static ApiException serialization(String message) {
    return new ApiException("SerializationException", message);
  }

  public static ApiException unknownOperation(String message) {
    return new ApiException("UnknownOperationException", message);
  }

  public static ApiException requestTooLarge(int limit) {
    return new ApiException(
        "RequestEntityTooLargeException",
        413,
        "Expected a request body of at most " + limit + " bytes",
        Map.of());
  }

  public static ApiException invalidArn(String reason) {
    return new ApiException("InvalidArn", "Invalid Arn: '" + reason + "'");
  }

  public static ApiException invalidArnPrefix(String value) {
    return invalidArn("Invalid ARN prefix: " + value);
  }

  public static ApiException wrongResourceType(String resourceType) {
    return invalidArn("Resource type not valid in this context: " + resourceType);
  }

  public static ApiException invalidName(String name) {
    return new ApiException("InvalidName", "Invalid Name: '" + name + "'");
  }

  public static ApiException invalidToken() {
    return new ApiException("InvalidToken", "Invalid Token: 'Invalid token'");
  }

  public static ApiException invalidDefinition(String diagnostics) {
    return new ApiException(
        "InvalidDefinition", "Invalid State Machine Definition: '" + diagnostics + "'");
  }

  public static ApiException invalidExecutionInput(String reason) {
    return new ApiException(
        "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + reason + "'");
  }

  public static ApiException invalidOutput(String reason) {
    return new ApiException("InvalidOutput", "Invalid Output: '" + reason + "'");
  }

  public static ApiException invalidLoggingConfiguration(String reason) {
    return new ApiException(
        "InvalidLoggingConfiguration", "Invalid Logging Configuration: " + reason);
  }

  public static ApiException invalidEncryptionConfiguration(String reason) {
    return new ApiException(
        "InvalidEncryptionConfiguration", "Invalid Encryption Configuration: " + reason);
  }

  public static ApiException missingRequiredParameter(String message) {
    return new ApiException("MissingRequiredParameter", message);
  }

  public static ApiException stateMachineDoesNotExist(String arn) {
    return new ApiException(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
  }

  public static ApiException stateMachineAlreadyExists(String arn) {
    return new ApiException(
        "StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
  }

  public static ApiException stateMachineDeleting(String arn) {
    return new ApiException(
        "StateMachineDeleting", "State Machine is being deleted: '" + arn + "'");
  }

  public static ApiException stateMachineTypeNotSupported(String message) {
    return new ApiException("StateMachineTypeNotSupported", message);
  }

  public static ApiException stateMachineLimitExceeded(long limit) {
    return new ApiException(
        "StateMachineLimitExceeded",
        "The maximum number of state machines has been reached: " + limit);
  }

  /** What is asked for collides with what is there. */
  public static ApiException conflict(String message) {
    return new ApiException("ConflictException", 409, message, Map.of());
  }

  /**
   * @param what for example {@code versions of a state machine}
   */
  public static ApiException quotaExceeded(String what, long limit) {
    return new ApiException(
        "ServiceQuotaExceededException",
        402,
        "The maximum number of " + what + " has been reached: " + limit,
        Map.of());
  }

  /** A request names something that is not there. */
  public static ApiException resourceNotFound(String resource) {
    return new ApiException(
        "ResourceNotFound",
        400,
        "Request references a resource that does not exist.",
        Map.of("resourceName", resource));
  }

  public static ApiException executionDoesNotExist(String arn) {
    return new ApiException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }

  public static ApiException executionAlreadyExists(String arn) {
    return new ApiException("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
  }

  public static ApiException executionLimitExceeded() {
    return new ApiException(
        "ExecutionLimitExceeded",
        "The maximum number of running executions has been reached. Running executions must end or be stopped before a new execution can be started.");
  }

  public static ApiException executionNotRedrivable(String reason) {
    return new ApiException("ExecutionNotRedrivable", reason);
  }

  public static ApiException activityDoesNotExist(String arn) {
    return new ApiException("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'");
  }

  public static ApiException activityLimitExceeded(long limit) {
    return new ApiException(
        "ActivityLimitExceeded", "The maximum number of activities has been reached: " + limit);
  }

  public static ApiException activityWorkerLimitExceeded() {
    return new ApiException(
        "ActivityWorkerLimitExceeded",
        "The maximum number of workers concurrently polling for activity tasks has been reached.");
  }

  public static ApiException taskDoesNotExist() {
    return new ApiException(
        "TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist'");
  }

  public static ApiException taskTimedOut() {
    return new ApiException(
        "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  }

  public static ApiException tooManyTags(String resource) {
    return new ApiException(
        "TooManyTags",
        400,
        "The number of tags exceeds the limit of 50",
        Map.of("resourceName", resource));
  }

  /** The caller is known but may not do it. */
  public static ApiException accessDenied(String reason) {
    return new ApiException("AccessDeniedException", reason);
  }

  /** Too much at once; SDKs wait and try again by themselves. */
  public static ApiException throttled() {
    return new ApiException("ThrottlingException", "Rate exceeded");
  }

  /** Not now; SDKs try again by themselves. */
  public static ApiException unavailable(String reason) {
    return new ApiException("ServiceUnavailable", 503, reason, Map.of());
  }

  public static ApiException internal() {
    return new ApiException("InternalFailure", 500, "An internal error occurred", Map.of());
  }
}
