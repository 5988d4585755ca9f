package io.passo.asl.interpreter;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Frames as bytes: the version of the format, then one CBOR map. The same bytes go to the journal,
 * Redis and PostgreSQL. Payloads are byte strings, verbatim. A reader skips fields it does not
 * know, so a later release may add some; what a reader must understand needs a new version.
 */
public final class FrameCodec {
  /** Version of the format. */
  static final int VERSION = 1;

  // Lenient: half a surrogate pair in a cause becomes U+FFFD instead of an exception.
  private static final CBORFactory CBOR =
      CBORFactory.builder().enable(CBORGenerator.Feature.LENIENT_UTF_ENCODING).build();

  private FrameCodec() {}

  /** The frame as bytes. */
  public static byte[] encode(Frame frame) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    bytes.write(VERSION);
    try (JsonGenerator cbor = CBOR.createGenerator(bytes)) {
      new FrameWriter(cbor).write(frame);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The frame of these bytes.
   *
   * @throws IllegalArgumentException if they are no frame, or of a version this release cannot read
   */
  public static Frame decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "Expected a frame of version "
              + VERSION
              + " but found "
              + (bytes.length == 0 ? "nothing" : "version " + bytes[0]));
    }
    try (JsonParser cbor = CBOR.createParser(bytes, 1, bytes.length - 1)) {
      return new FrameReader(cbor).read();
    } catch (IOException | ClassCastException | ArithmeticException e) {
      throw new IllegalArgumentException("Expected a frame but found something else", e);
    }
  }
}
