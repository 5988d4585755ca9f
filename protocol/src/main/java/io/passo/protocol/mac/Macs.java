package io.passo.protocol.mac;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;

/** HMAC-SHA256, cut to 128 bits where it travels. */
public final class Macs {
  /** Bytes of a MAC on the wire. */
  public static final int BYTES = 16;

  static final String ALGORITHM = "HmacSHA256";

  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Macs::create);

  private Macs() {}

  /** The 128-bit MAC over all parts, one after the other. */
  public static byte[] sign(MacKey key, byte[]... parts) {
    return Arrays.copyOf(full(key, parts), BYTES);
  }

  /** True if {@code mac} is the MAC over the parts; takes the same time whatever differs. */
  public static boolean matches(byte[] mac, MacKey key, byte[]... parts) {
    return MessageDigest.isEqual(mac, sign(key, parts));
  }

  /** The 128-bit MAC over {@code bytes[from, from + length)}, preceded by {@code prefix}. */
  public static byte[] sign(MacKey key, byte[] prefix, byte[] bytes, int from, int length) {
    Mac mac = initialised(key);
    mac.update(prefix);
    mac.update(bytes, from, length);
    return Arrays.copyOf(mac.doFinal(), BYTES);
  }

  static byte[] full(MacKey key, byte[]... parts) {
    Mac mac = initialised(key);
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  private static Mac initialised(MacKey key) {
    Mac mac = MAC.get();
    try {
      mac.init(key.secret());
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
    return mac;
  }

  private static Mac create() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
