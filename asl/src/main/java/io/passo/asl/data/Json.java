package io.passo.asl.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that is text or tree, whichever was given, and becomes the other only when asked.
 *
 * <p>Payloads cross most states untouched, so they stay the bytes they arrived as: they are parsed
 * only where an expression looks into them and serialised once at most. Text given by a caller is
 * kept verbatim. Neither the array of {@link #utf8()} nor the tree of {@link #node()} may be
 * changed by a caller.
 */
public final class Json {
  /** Levels of objects and arrays of a payload. */
  static final int MAX_DEPTH = 1000;

  private static final Pattern SOURCE =
      Pattern.compile("\\[Source: REDACTED[^;]*; (line: \\d+, column: \\d+)]");
  private static final int MAX_NUMBER_LENGTH = 1000;
  private static final int SAFE_NUMBER_LENGTH = 300;

  /** Characters of one string: beyond every payload limit that can be set. */
  private static final int MAX_STRING_LENGTH = 128 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_LENGTH)
                          .maxStringLength(MAX_STRING_LENGTH)
                          .build())
                  // Else an emoji becomes two escapes, which the parser of bytes refuses in names.
                  .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /** The JSON value {@code null}. */
  public static final Json NULL = of(NullNode.getInstance());

  /** The empty object. */
  public static final Json EMPTY_OBJECT = of(MAPPER.createObjectNode());

  // Benign races: all fields only ever go from null to an equal value.
  private byte @Nullable [] utf8;
  private @Nullable JsonNode node;
  private @Nullable JsonReference reference;

  private Json(byte @Nullable [] utf8, @Nullable JsonNode node) {
    this.utf8 = utf8;
    this.node = node;
  }

  /**
   * A value from UTF-8 text known to be one valid JSON value, or from a {@link JsonReference}; the
   * array is not copied. A value from a reference is away until it is {@linkplain #fill filled}:
   * only its size and reference can be asked for.
   */
  public static Json of(byte[] validUtf8) {
    if (JsonReference.isReference(validUtf8)) {
      Json away = new Json(null, null);
      away.reference = new JsonReference(validUtf8);
      return away;
    }
    return new Json(validUtf8, null);
  }

  /** A value from a tree, which must not change any more. */
  public static Json of(JsonNode node) {
    return new Json(null, node);
  }

  /**
   * Parses text that may be anything.
   *
   * @throws InvalidJsonException if the text is not exactly one JSON value; the message is the
   *     parser's
   */
  public static Json parse(String text) throws InvalidJsonException {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree == null || tree.isMissingNode()) {
        throw new InvalidJsonException("Expected a JSON value but the text is empty");
      }
      checkRange(tree);
      return new Json(text.getBytes(StandardCharsets.UTF_8), tree);
    } catch (JsonProcessingException e) {
      throw new InvalidJsonException(text(e));
    }
  }

  /** What the parser says, without its hint that it keeps the text to itself. */
  private static String text(JsonProcessingException e) {
    return SOURCE.matcher(e.getOriginalMessage()).replaceAll("[$1]");
  }

  /**
   * Checks bytes that may be anything, without building a tree; the array is not copied.
   *
   * @throws InvalidJsonException if the bytes are not exactly one JSON value in UTF-8
   */
  public static Json parse(byte[] utf8) throws InvalidJsonException {
    String text = decode(utf8);
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new InvalidJsonException("Expected a JSON value but the text is empty");
      }
      readOne(parser);
      return new Json(utf8, null);
    } catch (JsonProcessingException e) {
      throw new InvalidJsonException(text(e));
    } catch (IOException e) {
      throw new UncheckedIOException("Expected text in memory to be readable", e);
    }
  }

  private static void readOne(JsonParser parser) throws IOException, InvalidJsonException {
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_NUMBER_FLOAT && mayOverflow(parser)) {
        checkRange(parser.getDoubleValue());
      }
    } while (depth > 0 && parser.nextToken() != null);
    if (parser.nextToken() != null) {
      throw new InvalidJsonException(
          "Expected one JSON value but found another: " + parser.currentToken());
    }
  }

  /** Most numbers are short and have no exponent. */
  private static boolean mayOverflow(JsonParser parser) throws IOException {
    int length = parser.getTextLength();
    if (length > SAFE_NUMBER_LENGTH) {
      return true;
    }
    char[] text = parser.getTextCharacters();
    for (int i = parser.getTextOffset(); i < parser.getTextOffset() + length; i++) {
      if (text[i] == 'e' || text[i] == 'E') {
        return true;
      }
    }
    return false;
  }

  /** An expression could only see it as infinite, for which JSON has no notation. */
  private static void checkRange(double number) throws InvalidJsonException {
    if (!Double.isFinite(number)) {
      throw new InvalidJsonException("Expected numbers of at most 1.7E308 but found a larger one");
    }
  }

  private static void checkRange(JsonNode node) throws InvalidJsonException {
    if (node.isDouble()) {
      checkRange(node.doubleValue());
    }
    for (JsonNode child : node) {
      checkRange(child);
    }
  }

  private static String decode(byte[] utf8) throws InvalidJsonException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidJsonException("Expected UTF-8 but found other bytes");
    }
  }

  /** An empty object to fill before it becomes a value. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Where the text is kept; null if that is only here. */
  public @Nullable JsonReference reference() {
    return reference;
  }

  /** Whether the text is only where the reference says. */
  public boolean isAway() {
    return utf8 == null && node == null;
  }

  /** Brings the text of a value that is away; the array is not copied. */
  public void fill(byte[] validUtf8) {
    utf8 = validUtf8;
  }

  /** Notes where the text is kept, too: from now on it is written as that reference. */
  public void keptAs(JsonReference where) {
    reference = where;
  }

  /** What stands for the value in records: its reference if it has one, else its text. */
  public byte[] written() {
    JsonReference where = reference;
    return where == null ? utf8() : where.bytes();
  }

  /** The tree. */
  public JsonNode node() {
    JsonNode tree = node;
    if (tree == null) {
      tree = read(utf8());
      node = tree;
    }
    return tree;
  }

  private static JsonNode read(byte[] utf8) {
    try {
      return MAPPER.readTree(utf8);
    } catch (IOException strict) {
      return readText(utf8, strict);
    }
  }

  /** The parser of characters takes names with escaped surrogates, that of bytes does not. */
  private static JsonNode readText(byte[] utf8, IOException strict) {
    try {
      return MAPPER.readTree(new String(utf8, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      e.addSuppressed(strict);
      throw new UncheckedIOException(
          "Expected bytes checked as JSON before but found other text", e);
    }
  }

  /** The text as UTF-8. */
  public byte[] utf8() {
    byte[] bytes = writable();
    if (bytes == null) {
      throw new IllegalStateException(
          "Expected a value of at most " + MAX_DEPTH + " levels but it has more");
    }
    return bytes;
  }

  /** The text; null if there are more levels than could be read again. */
  private byte @Nullable [] writable() {
    byte[] bytes = utf8;
    if (bytes == null) {
      if (node == null) {
        throw new IllegalStateException("Expected the text of a value but it is away");
      }
      try {
        bytes = MAPPER.writeValueAsBytes(node);
      } catch (StreamConstraintsException tooDeep) {
        return null;
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
      utf8 = bytes;
    }
    return bytes;
  }

  /** The text. */
  public String text() {
    return new String(utf8(), StandardCharsets.UTF_8);
  }

  /**
   * Length of the text in bytes, the measure of the payload limits; beyond all of them if the tree
   * is too deep to be written.
   */
  public int size() {
    JsonReference where = reference;
    if (where != null && isAway()) {
      return where.size();
    }
    byte[] text = writable();
    return text == null ? Integer.MAX_VALUE : text.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Json json && node().equals(json.node()));
  }

  @Override
  public int hashCode() {
    return node().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
