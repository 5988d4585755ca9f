package io.passo.standalone.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.passo.asl.model.Pointer;
import io.passo.asl.parse.DefinitionFormat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the places of a definition.
 *
 * @param byPointer line of each member and element, from 1
 */
public record Lines(Map<String, Integer> byPointer) {
  private static final Pattern POSITION = Pattern.compile("line: (\\d+)");

  public Lines {
    byPointer = Map.copyOf(byPointer);
  }

  /** Reads as far as the text can be parsed. */
  public static Lines of(String text, DefinitionFormat format) {
    Map<String, Integer> lines = new HashMap<>();
    JsonFactory factory = format == DefinitionFormat.YAML ? new YAMLFactory() : new JsonFactory();
    try (JsonParser parser = factory.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
          lines.putIfAbsent(
              pointer(parser.getParsingContext(), token),
              parser.currentTokenLocation().getLineNr());
        }
      }
    } catch (IOException e) {
      return new Lines(lines); // The finding about it says where.
    }
    return new Lines(lines);
  }

  /** The line of a place; 1 if it is not known. */
  public int of(@Nullable String location) {
    if (location == null) {
      return 1;
    }
    Matcher position = POSITION.matcher(location);
    if (position.find()) {
      return Integer.parseInt(position.group(1));
    }
    return byPointer.getOrDefault(location, 1);
  }

  private static String pointer(JsonStreamContext context, JsonToken token) {
    // An object or array that begins is a context of its own already.
    boolean begins = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    JsonStreamContext innermost = begins ? context.getParent() : context;
    Deque<JsonStreamContext> path = new ArrayDeque<>();
    for (JsonStreamContext at = innermost; at != null && !at.inRoot(); at = at.getParent()) {
      path.push(at);
    }
    Pointer pointer = Pointer.ROOT;
    for (JsonStreamContext at : path) {
      pointer =
          at.inArray()
              ? pointer.item(at.getCurrentIndex())
              : pointer.field(String.valueOf(at.getCurrentName()));
    }
    return pointer.text();
  }
}
