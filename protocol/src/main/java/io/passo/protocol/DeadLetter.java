package io.passo.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An input that could not be processed, in {@code passo.dead-letters}: the value as it was found,
 * the rest as record headers.
 *
 * @param topic where it lay
 * @param partition its partition
 * @param offset its offset
 * @param reason what was expected and what was found; never payload
 * @param value the bytes of the record, null if it had none
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
    String topic, int partition, long offset, String reason, byte @Nullable [] value) {

  /**
   * Record headers: {@code passo.topic}, {@code passo.partition}, {@code passo.offset}, {@code
   * passo.reason}.
   */
  public Map<String, byte[]> headers() {
    return Map.of(
        "passo.topic", utf8(topic),
        "passo.partition", utf8(Integer.toString(partition)),
        "passo.offset", utf8(Long.toString(offset)),
        "passo.reason", utf8(reason));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
