package io.passo.protocol.codec;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a message in the order in which {@link BodyWriter} wrote it. Fields it is not
 * asked for are skipped; an optional field is absent if another one stands in its place.
 */
final class BodyReader {
  private final CBORParser in;

  /** Name of the field whose value comes next; null at the end of the object. */
  private @Nullable String field;

  private BodyReader(CBORParser in) {
    this.in = in;
  }

  /** Reads the fields of one object. */
  @FunctionalInterface
  interface Fields<T> {
    T read(BodyReader in) throws IOException, MalformedMessageException;
  }

  /** Reads a whole message, which must be of this kind. */
  static <T> T message(byte @Nullable [] message, Kind kind, Fields<T> fields)
      throws MalformedMessageException {
    Kind found = Envelope.check(message);
    if (message == null || found != kind) {
      throw new MalformedMessageException(
          "Expected a message of kind " + kind + " but found " + found);
    }
    return body(message, fields);
  }

  /** Reads the body of a message whose kind has been checked. */
  static <T> T body(byte[] message, Fields<T> fields) throws MalformedMessageException {
    int from = Envelope.body(message);
    try (CBORParser in = Cbor.FACTORY.createParser(message, from, message.length - from)) {
      return new BodyReader(in).whole(fields);
    } catch (IOException | RuntimeException e) {
      // The parser and the records are asked about bytes that may be anything: whatever they say,
      // the bytes are the reason.
      throw new MalformedMessageException(
          "Expected a message but found " + e.getClass().getSimpleName(), e);
    }
  }

  private <T> T whole(Fields<T> fields) throws IOException, MalformedMessageException {
    expect(in.nextToken(), JsonToken.START_OBJECT, "body");
    T value = object(fields);
    if (in.nextToken() != null) {
      throw new MalformedMessageException(
          "Expected the message to end after its body but found more bytes");
    }
    return value;
  }

  /** Reads an object whose start is the current token, to its end. */
  private <T> T object(Fields<T> fields) throws IOException, MalformedMessageException {
    next();
    T value = fields.read(this);
    while (field != null) {
      skip();
    }
    expect(in.currentToken(), JsonToken.END_OBJECT, "end of an object");
    return value;
  }

  String text(String name) throws IOException, MalformedMessageException {
    find(name);
    expect(in.nextToken(), JsonToken.VALUE_STRING, name);
    String value = in.getText();
    next();
    return value;
  }

  @Nullable String optionalText(String name) throws IOException, MalformedMessageException {
    return has(name) ? text(name) : null;
  }

  ExecutionKey key(String name) throws IOException, MalformedMessageException {
    return new ExecutionKey(text(name));
  }

  long number(String name) throws IOException, MalformedMessageException {
    find(name);
    expect(in.nextToken(), JsonToken.VALUE_NUMBER_INT, name);
    long value = in.getLongValue();
    next();
    return value;
  }

  @Nullable Long optionalNumber(String name) throws IOException, MalformedMessageException {
    return has(name) ? (Long) number(name) : null;
  }

  int integer(String name) throws IOException, MalformedMessageException {
    return Math.toIntExact(number(name));
  }

  @Nullable Integer optionalInt(String name) throws IOException, MalformedMessageException {
    return has(name) ? (Integer) integer(name) : null;
  }

  boolean flag(String name) throws IOException, MalformedMessageException {
    find(name);
    JsonToken token = in.nextToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw unexpected("true or false", token, name);
    }
    next();
    return token == JsonToken.VALUE_TRUE;
  }

  byte[] bytes(String name) throws IOException, MalformedMessageException {
    find(name);
    expect(in.nextToken(), JsonToken.VALUE_EMBEDDED_OBJECT, name);
    byte[] value = in.getBinaryValue();
    next();
    return value;
  }

  byte @Nullable [] optionalBytes(String name) throws IOException, MalformedMessageException {
    return has(name) ? bytes(name) : null;
  }

  Payload payload(String name) throws IOException, MalformedMessageException {
    return new Payload(bytes(name));
  }

  @Nullable Payload optionalPayload(String name) throws IOException, MalformedMessageException {
    return has(name) ? payload(name) : null;
  }

  <T> T object(String name, Fields<T> fields) throws IOException, MalformedMessageException {
    find(name);
    expect(in.nextToken(), JsonToken.START_OBJECT, name);
    T value = object(fields);
    next();
    return value;
  }

  <T> @Nullable T optionalObject(String name, Fields<T> fields)
      throws IOException, MalformedMessageException {
    return has(name) ? object(name, fields) : null;
  }

  <T> List<T> list(String name, Fields<T> fields) throws IOException, MalformedMessageException {
    startList(name);
    List<T> values = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      expect(in.currentToken(), JsonToken.START_OBJECT, name);
      values.add(object(fields));
    }
    next();
    return values;
  }

  /** Empty if it is absent. */
  <T> List<T> optionalList(String name, Fields<T> fields)
      throws IOException, MalformedMessageException {
    return has(name) ? list(name, fields) : List.of();
  }

  List<String> texts(String name) throws IOException, MalformedMessageException {
    startList(name);
    List<String> values = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      expect(in.currentToken(), JsonToken.VALUE_STRING, name);
      values.add(in.getText());
    }
    next();
    return values;
  }

  /** Text that names one of a closed set; unknown members belong to newer formats. */
  MalformedMessageException unknown(String name, String value) {
    return new MalformedMessageException(
        "Expected a known '" + name + "' but found '" + shortened(value) + "'");
  }

  private static String shortened(String value) {
    return value.length() <= 32 ? value : value.substring(0, 32) + "…";
  }

  private void startList(String name) throws IOException, MalformedMessageException {
    find(name);
    expect(in.nextToken(), JsonToken.START_ARRAY, name);
  }

  private boolean has(String name) {
    return name.equals(field);
  }

  private void find(String name) throws IOException, MalformedMessageException {
    while (!name.equals(field)) {
      if (field == null) {
        throw new MalformedMessageException("Expected field '" + name + "' but it is missing");
      }
      skip();
    }
  }

  private void skip() throws IOException {
    in.nextToken();
    in.skipChildren();
    next();
  }

  private void next() throws IOException {
    field = in.nextFieldName();
  }

  private static void expect(@Nullable JsonToken found, JsonToken expected, String name)
      throws MalformedMessageException {
    if (found != expected) {
      throw unexpected(expected.toString(), found, name);
    }
  }

  private static MalformedMessageException unexpected(
      String expected, @Nullable JsonToken found, String name) {
    return new MalformedMessageException(
        "Expected " + expected + " in '" + name + "' but found " + found);
  }
}
