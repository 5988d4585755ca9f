package io.passo.integration;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Names the failures of SDK calls as Step Functions does. */
public final class SdkErrors {
  private static final int SERVER_ERROR = 500;

  private SdkErrors() {}

  /** What the Task of an optimised integration sees of a failed call (integrations.md §8). */
  public static IntegrationException of(SdkException failure, ServiceNames names) {
    return failure instanceof AwsServiceException service
        ? refused(service, names)
        : notReached(failure, names);
  }

  /**
   * What a Task of {@code aws-sdk} sees of a failed call.
   *
   * @param prefix of the service's errors, for example {@code DynamoDb}
   */
  public static IntegrationException of(SdkException failure, String prefix) {
    String type =
        failure instanceof AwsServiceException
            ? failure.getClass().getSimpleName()
            : "SdkClientException";
    return new IntegrationException(
        prefix + "." + (type.equals("AwsServiceException") ? prefix + "Exception" : type),
        failure.getMessage(),
        isTransient(failure));
  }

  private static boolean isTransient(SdkException failure) {
    return !(failure instanceof AwsServiceException service)
        || service.isThrottlingException()
        || service.statusCode() >= SERVER_ERROR;
  }

  private static IntegrationException refused(AwsServiceException failure, ServiceNames names) {
    AwsErrorDetails details = failure.awsErrorDetails();
    String type = failure.getClass().getSimpleName();
    String error = type.equals(names.sdkBase()) ? names.unmodelled() : type;
    String message = details == null ? failure.getMessage() : details.errorMessage();
    String code = details == null ? type : details.errorCode();
    return new IntegrationException(
        names.prefix() + "." + error,
        message
            + " (Service: "
            + names.service()
            + "; Status Code: "
            + failure.statusCode()
            + "; Error Code: "
            + code
            + "; Request ID: "
            + failure.requestId()
            + "; Proxy: null)",
        isTransient(failure));
  }

  private static IntegrationException notReached(SdkException failure, ServiceNames names) {
    return new IntegrationException(
        names.prefix() + ".SdkClientException", failure.getMessage(), true);
  }
}
