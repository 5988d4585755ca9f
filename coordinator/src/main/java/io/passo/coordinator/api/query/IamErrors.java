package io.passo.coordinator.api.query;

import io.passo.coordinator.api.ApiException;
import java.util.Map;

/** Errors of IAM with their texts. */
final class IamErrors {
  private IamErrors() {}

  static ApiException noSuchEntity(String what) {
    return new ApiException("NoSuchEntity", 404, what + " cannot be found.", Map.of());
  }

  static ApiException alreadyExists(String what) {
    return new ApiException("EntityAlreadyExists", 409, what + " already exists.", Map.of());
  }

  static ApiException deleteConflict(String reason) {
    return new ApiException("DeleteConflict", 409, reason, Map.of());
  }

  static ApiException limitExceeded(String quota, int limit) {
    return new ApiException(
        "LimitExceeded", 409, "Cannot exceed quota for " + quota + ": " + limit, Map.of());
  }

  static ApiException malformedPolicy(String reason) {
    return new ApiException("MalformedPolicyDocument", 400, reason, Map.of());
  }

  static ApiException validation(String reason) {
    return new ApiException("ValidationError", reason);
  }

  static ApiException accessDenied(String reason) {
    return new ApiException("AccessDenied", 403, reason, Map.of());
  }
}
