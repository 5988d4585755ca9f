package io.passo.task.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Tells JSON text from other text, without building anything. */
final class JsonText {
  private JsonText() {}

  /** True if the bytes are exactly one JSON value. */
  static boolean isValue(JsonFactory factory, byte[] utf8) {
    try (JsonParser parser = factory.createParser(utf8)) {
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
    } catch (IOException e) {
      return false;
    }
  }
}
