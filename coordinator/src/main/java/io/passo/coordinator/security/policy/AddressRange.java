package io.passo.coordinator.security.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IPv4 or IPv6 addresses with a common prefix ({@code 10.0.0.0/8}); one address without it. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record AddressRange(byte[] address, int bits) {
  private static final Pattern FOUR =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = address(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return Optional.empty();
    }
    int most = address.length * 8;
    String length = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
      return Optional.empty();
    }
    return Optional.of(new AddressRange(address, Integer.parseInt(length)));
  }

  boolean contains(String other) {
    byte[] found = address(other);
    if (found == null || found.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((found[bit >> 3] & mask) != (address[bit >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }

  // Only addresses, so that no name is ever asked for.
  private static byte @Nullable [] address(String text) {
    boolean four = FOUR.matcher(text).matches();
    boolean six = text.indexOf(':') >= 0 && text.matches("[0-9a-fA-F:.]{2,45}");
    if (!four && !six) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
