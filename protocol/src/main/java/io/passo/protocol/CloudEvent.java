package io.passo.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * An event for users, in {@code passo.events}: CloudEvents 1.0 in Kafka's binary mode, so the value
 * of the record is {@link #data()} and the rest are headers. Key of the record: {@link #subject()}.
 *
 * @param id stable over repeats: consumers dedupe by source and id
 * @param type for example {@code io.passo.execution.status}
 * @param source ARN of the state machine
 * @param subject ARN of the execution
 * @param time when it happened, milliseconds since the epoch
 * @param data JSON
 */
public record CloudEvent(
    String id, String type, String source, String subject, long time, Payload data) {

  /** Record headers of the binary mode. */
  public Map<String, byte[]> headers() {
    return Map.of(
        "ce_specversion", utf8("1.0"),
        "ce_id", utf8(id),
        "ce_type", utf8(type),
        "ce_source", utf8(source),
        "ce_subject", utf8(subject),
        "ce_time", utf8(Instant.ofEpochMilli(time).toString()),
        "content-type", utf8("application/json"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
