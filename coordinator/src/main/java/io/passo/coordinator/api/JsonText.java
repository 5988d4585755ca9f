package io.passo.coordinator.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.passo.protocol.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** Payloads of callers: exactly one JSON value within the size limit, kept as the text it is. */
public final class JsonText {
  /** Greatest payload in bytes of UTF-8. */
  public static final int LARGEST = DataLimit.BYTES;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Math.max(LARGEST, 1 << 20)).build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private JsonText() {}

  /**
   * Checks the text without building a tree of it.
   *
   * @param error makes the error from the reason
   */
  public static Payload check(String text, Function<String, ApiException> error) {
    Payload payload = Payload.of(text);
    if (payload.utf8().length > LARGEST) {
      throw error.apply(
          "Expected at most " + LARGEST + " bytes but found " + payload.utf8().length);
    }
    // The parser of bytes refuses names with escaped surrogates.
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw error.apply("Expected a JSON value but the text is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw error.apply("Expected one JSON value but found more text after it");
      }
      return payload;
    } catch (JsonProcessingException e) {
      throw error.apply(reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected reading from memory to succeed", e);
    }
  }

  /** What the parser found and where, without the text. */
  static String reason(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    // The parser names sources that a caller cannot see.
    String message = e.getOriginalMessage().replaceAll("\\[Source: [^;]*; ", "[");
    return at == null
        ? message
        : message + " at [line: " + at.getLineNr() + ", column: " + at.getColumnNr() + "]";
  }
}
