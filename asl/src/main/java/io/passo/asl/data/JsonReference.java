package io.passo.asl.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names the text of a JSON value by its content: a byte that no JSON text begins with, the SHA-256
 * of the text, its length. Where the text is kept is not said here.
 */
public final class JsonReference {
  /** Bytes of a hash. */
  public static final int HASH_BYTES = 32;

  private static final byte MARK = 1;
  private static final int LENGTH = 1 + HASH_BYTES + Integer.BYTES;

  private final byte[] bytes;

  JsonReference(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** The reference of a text. */
  public static JsonReference to(byte[] utf8) {
    return new JsonReference(
        ByteBuffer.allocate(LENGTH).put(MARK).put(sha256(utf8)).putInt(utf8.length).array());
  }

  /** The reference that these bytes are. */
  public static JsonReference of(byte[] bytes) {
    if (!isReference(bytes)) {
      throw new IllegalArgumentException("Expected a reference but found other bytes");
    }
    return new JsonReference(bytes);
  }

  /** Whether bytes that stand for a value are a reference and not its text. */
  public static boolean isReference(byte[] bytes) {
    return bytes.length == LENGTH && bytes[0] == MARK;
  }

  /** SHA-256 of bytes. */
  public static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 in every Java runtime", e);
    }
  }

  /** As it stands in records; must not be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** SHA-256 of the text. */
  public byte[] hash() {
    return Arrays.copyOfRange(bytes, 1, 1 + HASH_BYTES);
  }

  /** Length of the text in bytes. */
  public int size() {
    return ByteBuffer.wrap(bytes).getInt(1 + HASH_BYTES);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonReference reference && Arrays.equals(bytes, reference.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
