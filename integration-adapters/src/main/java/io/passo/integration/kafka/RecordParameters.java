package io.passo.integration.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Parameters of {@code kafka:produce}. */
final class RecordParameters {
  /** Topics of Passo itself: who writes there could end anybody's tasks. */
  private static final String OWN_TOPICS = "passo.";

  private RecordParameters() {}

  /**
   * The record, which also tells which execution and attempt it is of: an attempt that is run again
   * writes it again.
   */
  static ProducerRecord<byte[], byte[]> record(IntegrationCall call) throws IntegrationException {
    JsonNode parameters = call.parameters();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic(parameters),
            partition(parameters.path("Partition")),
            bytes(parameters.path("Key")),
            bytes(parameters.path("Value")));
    for (Map.Entry<String, JsonNode> header : parameters.path("Headers").properties()) {
      record.headers().add(header.getKey(), bytes(header.getValue()));
    }
    record.headers().add("passo-execution", utf8(call.executionArn()));
    record.headers().add("passo-attempt", utf8(call.attemptId()));
    return record;
  }

  private static String topic(JsonNode parameters) throws IntegrationException {
    JsonNode topic = parameters.path("Topic");
    if (!topic.isTextual() || topic.textValue().isEmpty()) {
      throw IntegrationException.parameter(
          "Topic", "the name of a topic", topic.getNodeType().toString());
    }
    if (topic.textValue().startsWith(OWN_TOPICS)) {
      throw new IntegrationException(
          "Kafka.TopicAuthorizationException",
          "Not authorized to access topics: ["
              + topic.textValue()
              + "]: topics that begin with '"
              + OWN_TOPICS
              + "' are Passo's own");
    }
    return topic.textValue();
  }

  private static @Nullable Integer partition(JsonNode partition) throws IntegrationException {
    if (partition.isMissingNode() || partition.isNull()) {
      return null;
    }
    if (!partition.isInt() || partition.intValue() < 0) {
      throw IntegrationException.parameter(
          "Partition", "a whole number from 0", partition.toString());
    }
    return partition.intValue();
  }

  /** Text as it is, everything else as JSON, nothing for null. */
  private static byte @Nullable [] bytes(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return utf8(value.isTextual() ? value.textValue() : value.toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
