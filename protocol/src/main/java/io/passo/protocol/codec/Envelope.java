package io.passo.protocol.codec;

import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.Macs;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The header in front of every message; see the package description. */
final class Envelope {
  static final int FORMAT = 1;
  static final int MIN_READER = 1;

  /** No message is longer; the longest are journal records. */
  static final int LONGEST = 64 << 20;

  static final int HEADER = 6;

  private static final byte MAGIC_0 = 'P';
  private static final byte MAGIC_1 = 'S';
  private static final int MIN_READER_AT = 3;
  private static final int KIND_AT = 4;
  private static final int MAC_LENGTH_AT = 5;

  private Envelope() {}

  static byte[] header(Kind kind, boolean signed) {
    return new byte[] {
      MAGIC_0, MAGIC_1, FORMAT, MIN_READER, kind.code(), (byte) (signed ? Macs.BYTES : 0)
    };
  }

  /** Writes the MAC of a finished message into the place left for it. */
  static void sign(byte[] message, MacKey key) {
    System.arraycopy(mac(message, key), 0, message, HEADER, Macs.BYTES);
  }

  /**
   * True if the message carries the MAC of this key; false for anything else, also if it is no
   * message.
   */
  static boolean isSignedBy(byte[] message, MacKey key) {
    if (message.length < HEADER + Macs.BYTES || message[MAC_LENGTH_AT] != Macs.BYTES) {
      return false;
    }
    byte[] found = Arrays.copyOfRange(message, HEADER, HEADER + Macs.BYTES);
    return MessageDigest.isEqual(found, mac(message, key));
  }

  private static byte[] mac(byte[] message, MacKey key) {
    int body = HEADER + Macs.BYTES;
    return Macs.sign(key, Arrays.copyOf(message, HEADER), message, body, message.length - body);
  }

  /** Kind of a message that this reader may read. */
  static Kind check(byte @Nullable [] message) throws MalformedMessageException {
    if (message == null || message.length < HEADER) {
      throw new MalformedMessageException(
          "Expected a message but found fewer than " + HEADER + " bytes");
    }
    if (message.length > LONGEST) {
      throw new MalformedMessageException(
          "Expected a message of at most " + LONGEST + " bytes but found " + message.length);
    }
    if (message[0] != MAGIC_0 || message[1] != MAGIC_1) {
      throw new MalformedMessageException(
          "Expected a message but it does not begin with the magic bytes");
    }
    int minReader = message[MIN_READER_AT] & 0xff;
    if (minReader > FORMAT) {
      throw new MalformedMessageException(
          "Expected a message for readers of format "
              + FORMAT
              + " but it needs format "
              + minReader);
    }
    return kind(message[KIND_AT]);
  }

  /** Offset of the body. */
  static int body(byte[] message) throws MalformedMessageException {
    int macLength = message[MAC_LENGTH_AT];
    boolean known = macLength == 0 || macLength == Macs.BYTES;
    if (!known || message.length < HEADER + macLength) {
      throw new MalformedMessageException(
          "Expected a MAC of 0 or " + Macs.BYTES + " bytes but found " + macLength);
    }
    return HEADER + macLength;
  }

  private static Kind kind(byte code) throws MalformedMessageException {
    for (Kind kind : Kind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw new MalformedMessageException("Expected a known kind of message but found " + code);
  }
}
