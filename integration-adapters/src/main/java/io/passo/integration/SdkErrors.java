package io.passo.integration;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Names the failures of SDK calls as Step Functions does. */
public final class SdkErrors {
  private SdkErrors() {}

  /** What the Task sees of a failed call. */
  public static IntegrationException of(SdkException failure, ServiceNames names) {
    return failure instanceof AwsServiceException service
        ? refused(service, names)
        : notReached(failure, names);
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
            + "; Proxy: null)");
  }

  private static IntegrationException notReached(SdkException failure, ServiceNames names) {
    return new IntegrationException(names.prefix() + ".SdkClientException", failure.getMessage());
  }
}
