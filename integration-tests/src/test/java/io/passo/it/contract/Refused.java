package io.passo.it.contract;

/**
 * A request that must be refused.
 *
 * @param action name of the action
 * @param what is wrong with it
 * @param body the request
 * @param error expected type and text, {@code Type: text}
 */
record Refused(String action, String what, String body, String error) {
  /** Name of the error. */
  String type() {
    return error.substring(0, error.indexOf(':'));
  }

  /** The status that goes with the error. */
  int status() {
    return switch (type()) {
      case "ServiceQuotaExceededException" -> 402;
      case "ConflictException" -> 409;
      default -> 400;
    };
  }

  @Override
  public String toString() {
    return action + ": " + what;
  }
}
