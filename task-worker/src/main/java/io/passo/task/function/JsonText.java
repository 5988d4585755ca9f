package io.passo.task.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/** Tells JSON text from other text, without building anything. */
final class JsonText {
  private JsonText() {}

  /** True if the bytes are exactly one JSON value. */
  static boolean isValue(JsonFactory factory, byte[] utf8) {
    try (JsonParser bytes = factory.createParser(utf8)) {
      return isValue(bytes);
    } catch (IOException e) {
      return isText(factory, utf8);
    }
  }

  /** The parser of characters takes names with escaped surrogates, that of bytes does not. */
  private static boolean isText(JsonFactory factory, byte[] utf8) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      try (JsonParser characters = factory.createParser(text.toString())) {
        return isValue(characters);
      }
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isValue(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return false;
    }
    if (first == JsonToken.VALUE_STRING) {
      // A string is read lazily: only asking for it finds that it does not end.
      parser.getText();
    }
    parser.skipChildren();
    return parser.nextToken() == null;
  }
}
