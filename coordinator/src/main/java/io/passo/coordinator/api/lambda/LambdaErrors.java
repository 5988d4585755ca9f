package io.passo.coordinator.api.lambda;

import io.passo.coordinator.api.ApiException;
import java.util.Map;

/** Errors of the Lambda API, with its texts. */
final class LambdaErrors {
  private LambdaErrors() {}

  static ApiException invalid(String message) {
    return new ApiException("InvalidParameterValueException", message);
  }

  static ApiException invalidContent(String reason) {
    return new ApiException(
        "InvalidRequestContentException", "Could not parse request body into json: " + reason);
  }

  static ApiException notFound(String arn) {
    return new ApiException(
        "ResourceNotFoundException", 404, "Function not found: " + arn, Map.of());
  }

  static ApiException nothing() {
    return new ApiException(
        "ResourceNotFoundException", 404, "The resource you requested does not exist.", Map.of());
  }

  static ApiException exists(String name) {
    return new ApiException(
        "ResourceConflictException", 409, "Function already exist: " + name, Map.of());
  }

  static ApiException changed() {
    return new ApiException(
        "PreconditionFailedException",
        412,
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to"
            + " retrieve the latest Revision Id",
        Map.of());
  }

  static ApiException tooLarge(int limit) {
    return new ApiException(
        "RequestEntityTooLargeException",
        413,
        "Request must be smaller than " + limit + " bytes",
        Map.of());
  }

  static ApiException busy() {
    return new ApiException("TooManyRequestsException", 429, "Rate Exceeded.", Map.of());
  }

  static ApiException unknownOperation() {
    return new ApiException(
        "UnknownOperationException", 404, "Expected a path of the Lambda API", Map.of());
  }
}
