package io.passo.asl.jsonata;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code $encodeUrl}, {@code $decodeUrl} and their twins for components, as ECMAScript defines
 * {@code encodeURI} and {@code encodeURIComponent}: the library's write a blank as {@code +}.
 */
final class UrlFunction extends OwnFunction {
  private static final String UNRESERVED = "-_.!~*'()";
  private static final String RESERVED = ";/?:@&=+$,#";

  private final boolean encodes;
  private final String kept;

  private UrlFunction(String name, boolean encodes, String kept) {
    super(name, "<s-:s>", 1);
    this.encodes = encodes;
    this.kept = kept;
  }

  /** The four of them. */
  static List<OwnFunction> all() {
    return List.of(
        new UrlFunction("encodeUrl", true, UNRESERVED + RESERVED),
        new UrlFunction("encodeUrlComponent", true, UNRESERVED),
        new UrlFunction("decodeUrl", false, RESERVED),
        new UrlFunction("decodeUrlComponent", false, ""));
  }

  @Override
  @Nullable Object apply(List<?> arguments) {
    if (!(arguments.getFirst() instanceof String text)) {
      return null;
    }
    Run.current().charge(text.length() / 4);
    try {
      return encodes ? encode(text) : decode(text);
    } catch (CharacterCodingException e) {
      throw new JsonataError(
          "D3140", "Malformed URL passed to $" + name() + "(): " + Texts.quoted(text));
    }
  }

  private String encode(String text) throws CharacterCodingException {
    StringBuilder encoded = new StringBuilder(text.length());
    ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    while (utf8.hasRemaining()) {
      int b = utf8.get() & 0xFF;
      if (b < 0x80 && (isAlphanumeric((char) b) || kept.indexOf(b) >= 0)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(hex(b >> 4)).append(hex(b & 0xF));
      }
    }
    return encoded.toString();
  }

  private static char hex(int digit) {
    return Character.toUpperCase(Character.forDigit(digit, 16));
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private String decode(String text) throws CharacterCodingException {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      if (text.charAt(i) != '%') {
        decoded.append(text.charAt(i++));
        continue;
      }
      int first = octet(text, i);
      int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      byte[] utf8 = new byte[length];
      for (int k = 0; k < length; k++) {
        utf8[k] = (byte) octet(text, i + 3 * k);
      }
      String character =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      boolean stays = length == 1 && kept.contains(character);
      decoded.append(stays ? text.substring(i, i + 3) : character);
      i += 3 * length;
    }
    return decoded.toString();
  }

  private static int octet(String text, int at) throws CharacterCodingException {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
    if (low < 0 || text.charAt(at) != '%') {
      throw new CharacterCodingException();
    }
    return 16 * high + low;
  }
}
