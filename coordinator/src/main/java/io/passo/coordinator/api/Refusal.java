package io.passo.coordinator.api;

import io.passo.coordinator.security.signature.RefusedException;
import java.util.Map;

/** Errors for requests whose sender is not known, as the two protocols name them. */
public final class Refusal {
  private Refusal() {}

  /** As AWS JSON names it. */
  public static ApiException json(RefusedException refused) {
    return switch (refused.reason()) {
      case NOT_SIGNED -> error("MissingAuthenticationTokenException", 403, refused);
      case INCOMPLETE -> error("IncompleteSignatureException", 400, refused);
      case UNKNOWN_KEY -> error("UnrecognizedClientException", 403, refused);
      case WRONG_SIGNATURE -> error("InvalidSignatureException", 403, refused);
      case EXPIRED_SESSION -> error("ExpiredTokenException", 400, refused);
    };
  }

  /** As the Query protocol names it. */
  public static ApiException query(RefusedException refused) {
    return switch (refused.reason()) {
      case NOT_SIGNED -> error("MissingAuthenticationToken", 403, refused);
      case INCOMPLETE -> error("IncompleteSignature", 400, refused);
      case UNKNOWN_KEY -> error("InvalidClientTokenId", 403, refused);
      case WRONG_SIGNATURE -> error("SignatureDoesNotMatch", 403, refused);
      case EXPIRED_SESSION -> error("ExpiredToken", 403, refused);
    };
  }

  private static ApiException error(String type, int status, RefusedException refused) {
    return new ApiException(type, status, refused.text(), Map.of());
  }
}
