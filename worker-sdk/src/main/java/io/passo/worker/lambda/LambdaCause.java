package io.passo.worker.lambda;

/** Causes of failed Tasks in the words of the Lambda service (integrations.md §7). */
public final class LambdaCause {
  private static final int NOT_FOUND = 404;

  private LambdaCause() {}

  /**
   * A refusal of the service.
   *
   * @param status HTTP status
   * @param code error code, without the prefix {@code Lambda.}
   */
  public static String of(String message, int status, String code, String requestId) {
    return message
        + " (Service: AWSLambda; Status Code: "
        + status
        + "; Error Code: "
        + code
        + "; Request ID: "
        + requestId
        + "; Proxy: null)";
  }

  /** No function by that ARN, which ends with its version or alias. */
  public static String notFound(String qualifiedArn, String requestId) {
    return of(
        "Function not found: " + qualifiedArn, NOT_FOUND, "ResourceNotFoundException", requestId);
  }
}
