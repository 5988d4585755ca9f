package io.passo.integration.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.IntegrationException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Parameters of {@code sqs:sendMessage}. What is missing is for SQS to refuse. */
final class MessageParameters {
  private MessageParameters() {}

  static SendMessageRequest request(JsonNode parameters) throws IntegrationException {
    return SendMessageRequest.builder()
        .queueUrl(text(parameters, "QueueUrl"))
        .messageBody(body(parameters.path("MessageBody")))
        .delaySeconds(number(parameters, "DelaySeconds"))
        .messageAttributes(attributes(parameters.path("MessageAttributes")))
        .messageSystemAttributes(systemAttributes(parameters.path("MessageSystemAttributes")))
        .messageDeduplicationId(text(parameters, "MessageDeduplicationId"))
        .messageGroupId(text(parameters, "MessageGroupId"))
        .build();
  }

  // SQS takes text; everything else is serialised.
  private static @Nullable String body(JsonNode body) {
    if (body.isMissingNode() || body.isNull()) {
      return null;
    }
    return body.isTextual() ? body.textValue() : body.toString();
  }

  private static Map<String, MessageAttributeValue> attributes(JsonNode attributes)
      throws IntegrationException {
    Map<String, MessageAttributeValue> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      JsonNode value = attribute.getValue();
      values.put(
          attribute.getKey(),
          MessageAttributeValue.builder()
              .dataType(text(value, "DataType"))
              .stringValue(text(value, "StringValue"))
              .binaryValue(binary(value))
              .build());
    }
    return values;
  }

  private static Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue>
      systemAttributes(JsonNode attributes) throws IntegrationException {
    Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      JsonNode value = attribute.getValue();
      values.put(
          MessageSystemAttributeNameForSends.fromValue(attribute.getKey()),
          MessageSystemAttributeValue.builder()
              .dataType(text(value, "DataType"))
              .stringValue(text(value, "StringValue"))
              .binaryValue(binary(value))
              .build());
    }
    return values;
  }

  private static @Nullable SdkBytes binary(JsonNode attribute) throws IntegrationException {
    String base64 = text(attribute, "BinaryValue");
    if (base64 == null) {
      return null;
    }
    try {
      return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw IntegrationException.parameter("BinaryValue", "base64", "other text");
    }
  }

  private static @Nullable Integer number(JsonNode parameters, String name)
      throws IntegrationException {
    JsonNode value = parameters.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.canConvertToInt()) {
      throw IntegrationException.parameter(name, "a whole number", value.getNodeType().toString());
    }
    return value.intValue();
  }

  private static @Nullable String text(JsonNode parameters, String name)
      throws IntegrationException {
    JsonNode value = parameters.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isValueNode()) {
      throw IntegrationException.parameter(name, "text", value.getNodeType().toString());
    }
    return value.asText();
  }
}
