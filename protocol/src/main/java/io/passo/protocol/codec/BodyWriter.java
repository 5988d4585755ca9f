package io.passo.protocol.codec;

import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.passo.protocol.Payload;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.Macs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of a message field by field, in the order in which {@link BodyReader} reads it.
 */
final class BodyWriter {
  private static final int INITIAL_BYTES = 1024;
  private static final byte[] NO_MAC = new byte[0];
  private static final byte[] MAC_PLACE = new byte[Macs.BYTES];

  private final CBORGenerator out;

  private BodyWriter(CBORGenerator out) {
    this.out = out;
  }

  /** Writes the fields of one object. */
  @FunctionalInterface
  interface Fields<T> {
    void write(BodyWriter out, T value) throws IOException;
  }

  /** A whole message without MAC. */
  static <T> byte[] message(Kind kind, T value, Fields<? super T> fields) {
    return write(Envelope.header(kind, false), NO_MAC, value, fields);
  }

  /** A whole message signed with {@code key}. */
  static <T> byte[] signedMessage(Kind kind, T value, Fields<? super T> fields, MacKey key) {
    byte[] message = write(Envelope.header(kind, true), MAC_PLACE, value, fields);
    Envelope.sign(message, key);
    return message;
  }

  private static <T> byte[] write(
      byte[] header, byte[] macPlace, T value, Fields<? super T> fields) {
    // Grows by further blocks: a record of a whole batch is not copied with each doubling.
    ByteArrayBuilder bytes = new ByteArrayBuilder(INITIAL_BYTES);
    bytes.write(header);
    bytes.write(macPlace);
    try (CBORGenerator out = Cbor.FACTORY.createGenerator(bytes)) {
      new BodyWriter(out).object(value, fields);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private <T> void object(T value, Fields<? super T> fields) throws IOException {
    out.writeStartObject();
    fields.write(this, value);
    out.writeEndObject();
  }

  BodyWriter text(String name, String value) throws IOException {
    out.writeFieldName(name);
    out.writeString(value);
    return this;
  }

  BodyWriter optionalText(String name, @Nullable String value) throws IOException {
    return value == null ? this : text(name, value);
  }

  BodyWriter number(String name, long value) throws IOException {
    out.writeFieldName(name);
    out.writeNumber(value);
    return this;
  }

  BodyWriter optionalNumber(String name, @Nullable Long value) throws IOException {
    return value == null ? this : number(name, value);
  }

  BodyWriter optionalInt(String name, @Nullable Integer value) throws IOException {
    return value == null ? this : number(name, value);
  }

  BodyWriter flag(String name, boolean value) throws IOException {
    out.writeFieldName(name);
    out.writeBoolean(value);
    return this;
  }

  BodyWriter bytes(String name, byte[] value) throws IOException {
    out.writeFieldName(name);
    out.writeBinary(value);
    return this;
  }

  BodyWriter optionalBytes(String name, byte @Nullable [] value) throws IOException {
    return value == null ? this : bytes(name, value);
  }

  BodyWriter payload(String name, Payload value) throws IOException {
    return bytes(name, value.utf8());
  }

  BodyWriter optionalPayload(String name, @Nullable Payload value) throws IOException {
    return value == null ? this : payload(name, value);
  }

  <T> BodyWriter object(String name, T value, Fields<? super T> fields) throws IOException {
    out.writeFieldName(name);
    object(value, fields);
    return this;
  }

  <T> BodyWriter optionalObject(String name, @Nullable T value, Fields<? super T> fields)
      throws IOException {
    return value == null ? this : object(name, value, fields);
  }

  <T> BodyWriter list(String name, Collection<? extends T> values, Fields<? super T> fields)
      throws IOException {
    out.writeFieldName(name);
    out.writeStartArray();
    for (T value : values) {
      object(value, fields);
    }
    out.writeEndArray();
    return this;
  }

  BodyWriter texts(String name, Collection<String> values) throws IOException {
    out.writeFieldName(name);
    out.writeStartArray();
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
    return this;
  }
}
