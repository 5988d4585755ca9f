package io.passo.integration.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.integration.IntegrationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/** Parameters of {@code lambda:invoke}. */
final class InvokeParameters {
  private InvokeParameters() {}

  static InvokeRequest request(JsonNode parameters, JsonMapper mapper) throws IntegrationException {
    JsonNode name = parameters.path("FunctionName");
    if (!name.isTextual()) {
      throw IntegrationException.parameter(
          "FunctionName", "the name of a function", name.getNodeType().toString());
    }
    InvokeRequest.Builder request =
        InvokeRequest.builder()
            .functionName(name.textValue())
            .qualifier(text(parameters, "Qualifier"))
            .invocationType(text(parameters, "InvocationType"))
            .clientContext(clientContext(parameters.path("ClientContext")));
    if (parameters.hasNonNull("Payload")) {
      request.payload(payload(parameters.get("Payload"), mapper));
    }
    return request.build();
  }

  // Lambda takes the payload as text, so a string is that text and everything else is serialised.
  private static SdkBytes payload(JsonNode payload, JsonMapper mapper) {
    try {
      return payload.isTextual()
          ? SdkBytes.fromUtf8String(payload.textValue())
          : SdkBytes.fromByteArrayUnsafe(mapper.writeValueAsBytes(payload));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree can be written", e);
    }
  }

  private static @Nullable String clientContext(JsonNode context) {
    if (context.isObject()) {
      return Base64.getEncoder()
          .encodeToString(context.toString().getBytes(StandardCharsets.UTF_8));
    }
    return context.isTextual() ? context.textValue() : null;
  }

  private static @Nullable String text(JsonNode parameters, String name) {
    JsonNode value = parameters.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }
}
