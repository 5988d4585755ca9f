package io.passo.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON text carried as it is, as UTF-8. The array must not be changed by a reader. */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared or copied on the way
public record Payload(byte[] utf8) {

  public static Payload of(String json) {
    return new Payload(json.getBytes(StandardCharsets.UTF_8));
  }

  public String text() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Payload payload && Arrays.equals(utf8, payload.utf8);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(utf8);
  }

  @Override
  public String toString() {
    // Payloads must not reach logs by accident.
    return "Payload[" + utf8.length + " bytes]";
  }
}
