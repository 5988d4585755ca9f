package io.passo.task.runtime;

import io.passo.task.runtime.FunctionResponse.FunctionError;
import io.passo.task.runtime.FunctionResponse.Returned;
import io.passo.task.runtime.FunctionResponse.ServiceError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A function behind a URL. The payload is posted; a 2xx answer is what it returns. It reports an
 * error as Lambda does: by header {@code X-Amz-Function-Error} or a status above 299, with an error
 * document as body.
 */
public final class HttpFunction implements HostedFunction {
  private static final int LONGEST_EXCERPT = 1_000;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient client;
  private final URI url;
  private final Duration timeout;

  /**
   * Makes the function.
   *
   * @param timeout longest time a call may take, within the time of the Task
   */
  public HttpFunction(HttpClient client, URI url, Duration timeout) {
    this.client = client;
    this.url = url;
    this.timeout = timeout;
  }

  @Override
  public FunctionResponse invoke(Invocation invocation) throws InterruptedException {
    Duration limit = limit(invocation);
    try {
      HttpResponse<InputStream> response =
          client.send(request(invocation, limit), BodyHandlers.ofInputStream());
      return answer(response, invocation);
    } catch (HttpTimeoutException e) {
      return SandboxErrors.timedOut(invocation.requestId(), limit);
    } catch (IOException e) {
      return new ServiceError(
          "Lambda.SdkClientException", "Unable to execute HTTP request: " + e.getMessage());
    }
  }

  private Duration limit(Invocation invocation) {
    Duration left = Duration.between(Instant.now(), invocation.deadline());
    Duration shortest = left.compareTo(timeout) < 0 ? left : timeout;
    return shortest.isPositive() ? shortest : Duration.ofMillis(1);
  }

  private HttpRequest request(Invocation invocation, Duration limit) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (invocation.clientContext() != null) {
      request.header("Lambda-Runtime-Client-Context", invocation.clientContext());
    }
    return request
        .timeout(limit)
        .header("Content-Type", "application/json")
        .header("Lambda-Runtime-Aws-Request-Id", invocation.requestId())
        .header("Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn())
        .header("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadline().toEpochMilli()))
        .header("Passo-Attempt-Id", invocation.attemptId())
        .header("Passo-Step-Key", invocation.stepKey())
        .POST(BodyPublishers.ofByteArray(invocation.payload()))
        .build();
  }

  private static FunctionResponse answer(HttpResponse<InputStream> response, Invocation invocation)
      throws IOException {
    byte[] body = body(response);
    if (body.length > SandboxErrors.LARGEST_RESPONSE) {
      return SandboxErrors.responseTooLarge();
    }
    boolean failed = response.headers().firstValue("X-Amz-Function-Error").isPresent();
    boolean succeeded = response.statusCode() / 100 == 2;
    return succeeded && !failed
        ? new Returned(body)
        : failure(response.statusCode(), body, failed, invocation);
  }

  private static byte[] body(HttpResponse<InputStream> response) throws IOException {
    try (InputStream in = response.body()) {
      return in.readNBytes(SandboxErrors.LARGEST_RESPONSE + 1);
    }
  }

  private static FunctionResponse failure(
      int status, byte[] body, boolean functionError, Invocation invocation) {
    Optional<FunctionError> described = ErrorDocument.read(body);
    if (described.isPresent()) {
      return described.get();
    }
    String excerpt = excerpt(body);
    return functionError
        ? new ServiceError("Lambda.Unknown", excerpt)
        : serviceError(status, excerpt, invocation);
  }

  private static ServiceError serviceError(int status, String message, Invocation invocation) {
    return switch (status) {
      case NOT_FOUND ->
          LambdaErrors.error("ResourceNotFoundException", status, message, invocation.requestId());
      case TOO_MANY_REQUESTS ->
          LambdaErrors.error("TooManyRequestsException", status, message, invocation.requestId());
      default -> LambdaErrors.error("ServiceException", status, message, invocation.requestId());
    };
  }

  private static String excerpt(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
  }
}
