package io.passo.integration.items;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/** Reads JSON as the engine does: numbers stay as they are written. */
final class JsonText {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final ObjectReader ONE =
      MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  static JsonParser parser(InputStream in) throws IOException {
    return MAPPER.createParser(in);
  }

  /** One value, and nothing behind it. */
  static JsonNode one(byte[] utf8, int length) throws IOException {
    return ONE.readTree(utf8, 0, length);
  }

  /** Where and why text is no JSON. */
  static CorruptFileException corrupt(JsonProcessingException failure) {
    return failure.getLocation() == null
        ? new CorruptFileException(failure.getOriginalMessage())
        : new CorruptFileException(failure.getLocation().getLineNr(), failure.getOriginalMessage());
  }
}
