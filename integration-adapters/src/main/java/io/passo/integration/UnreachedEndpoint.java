package io.passo.integration;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Says of a call that reached no service where the service was expected. */
final class UnreachedEndpoint implements ExecutionInterceptor {
  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    Throwable failure = context.exception();
    return failure instanceof SdkClientException
        ? context.httpRequest().<Throwable>map(request -> at(request, failure)).orElse(failure)
        : failure;
  }

  private static SdkClientException at(SdkHttpRequest request, Throwable failure) {
    return SdkClientException.create(
        failure.getMessage()
            + " (Endpoint: "
            + request.protocol()
            + "://"
            + request.host()
            + ":"
            + request.port()
            + ")",
        failure);
  }
}
