package io.passo.integration.items;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Elements of a JSON array, or members of a JSON object, possibly inside of a document. */
final class JsonRows implements Rows {
  private final JsonParser parser;
  private final String pointer;
  private boolean begun;
  private boolean ofArray;

  /**
   * @param pointer where in the document the array or object is (RFC 6901); empty = it is all of it
   */
  JsonRows(InputStream in, String pointer) throws IOException {
    this.parser = JsonText.parser(in);
    this.pointer = pointer;
  }

  @Override
  public @Nullable Row next() throws IOException {
    try {
      if (!begun) {
        begun = true;
        begin();
      }
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
        return null;
      }
      if (token == null) {
        throw new CorruptFileException(line(), "Unexpected end of the file");
      }
      if (ofArray) {
        return new Row(tree());
      }
      String key = parser.currentName();
      parser.nextToken();
      return new Row(tree(), key);
    } catch (JsonProcessingException e) {
      throw JsonText.corrupt(e);
    }
  }

  private JsonNode tree() throws IOException {
    return parser.readValueAsTree();
  }

  private void begin() throws IOException {
    JsonPointer rest = pointerOf(pointer);
    JsonToken token = parser.nextToken();
    while (token != null && !rest.matches()) {
      token = step(token, rest);
      rest = rest.tail();
    }
    if (token != JsonToken.START_ARRAY && token != JsonToken.START_OBJECT) {
      throw new CorruptFileException(
          pointer.isEmpty() || token != null
              ? "Attempting to map over non-iterable node."
              : "Expected ItemsPointer '"
                  + pointer
                  + "' to point into the document but it does not");
    }
    ofArray = token == JsonToken.START_ARRAY;
  }

  /** Goes to the member or element that a pointer begins with; null if there is none. */
  private @Nullable JsonToken step(JsonToken token, JsonPointer to) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      for (JsonToken next = parser.nextToken();
          next == JsonToken.FIELD_NAME;
          next = parser.nextToken()) {
        boolean matches = to.getMatchingProperty().equals(parser.currentName());
        JsonToken value = parser.nextToken();
        if (matches) {
          return value;
        }
        parser.skipChildren();
      }
    } else if (token == JsonToken.START_ARRAY) {
      int index = 0;
      for (JsonToken next = parser.nextToken();
          next != null && next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        if (index++ == to.getMatchingIndex()) {
          return next;
        }
        parser.skipChildren();
      }
    }
    return null;
  }

  private static JsonPointer pointerOf(String text) throws CorruptFileException {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      throw new CorruptFileException(
          "Expected ItemsPointer to be a JSON pointer but found '" + text + "'");
    }
  }

  private long line() {
    return parser.currentLocation().getLineNr();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
