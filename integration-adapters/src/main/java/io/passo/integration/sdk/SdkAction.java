package io.passo.integration.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.IntegrationException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;

/** An action of a service: one method of its client. */
public final class SdkAction {
  /** Member that has what an action takes or gives as a stream. */
  static final String BODY = "Body";

  /** What else than its request and response an action has. */
  private enum Stream {
    NONE,
    UPLOAD,
    DOWNLOAD
  }

  private final Method method;
  private final Class<?> request;
  private final Stream stream;

  private SdkAction(Method method, Class<?> request, Stream stream) {
    this.method = method;
    this.request = request;
    this.stream = stream;
  }

  /** The action that a method of a client is, if it is one that a Task can call. */
  static Optional<SdkAction> of(Method method) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length == 0 || !AwsRequest.class.isAssignableFrom(types[0])) {
      return Optional.empty();
    }
    return stream(method, types).map(stream -> new SdkAction(method, types[0], stream));
  }

  private static Optional<Stream> stream(Method method, Class<?>[] types) {
    if (types.length == 1) {
      return AwsResponse.class.isAssignableFrom(method.getReturnType())
          ? Optional.of(Stream.NONE)
          : Optional.empty();
    }
    if (types.length > 2) {
      return Optional.empty();
    }
    if (types[1] == RequestBody.class) {
      return Optional.of(Stream.UPLOAD);
    }
    return types[1] == ResponseTransformer.class ? Optional.of(Stream.DOWNLOAD) : Optional.empty();
  }

  /** A builder of the request, with its parameters. */
  AwsRequest.Builder request(JsonNode parameters) throws IntegrationException {
    AwsRequest.Builder builder = (AwsRequest.Builder) Reflection.callStatic(request, "builder");
    ParameterReader.fill((SdkPojo) builder, parameters, stream == Stream.UPLOAD ? BODY : null);
    return builder;
  }

  /** Makes the call. */
  SdkReply call(Object client, AwsRequest built, JsonNode parameters) {
    return switch (stream) {
      case NONE -> new SdkReply((AwsResponse) Reflection.call(method, client, built), null);
      case UPLOAD ->
          new SdkReply(
              (AwsResponse) Reflection.call(method, client, built, body(parameters.get(BODY))),
              null);
      case DOWNLOAD -> (SdkReply) Reflection.call(method, client, built, new Download());
    };
  }

  private static RequestBody body(@Nullable JsonNode body) {
    if (body == null || body.isNull()) {
      return RequestBody.empty();
    }
    return RequestBody.fromString(body.isTextual() ? body.textValue() : body.toString());
  }
}
