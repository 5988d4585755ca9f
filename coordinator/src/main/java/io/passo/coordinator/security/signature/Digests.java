package io.passo.coordinator.security.signature;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HMAC-SHA256, one object for each thread. */
final class Digests {
  private static final String HMAC = "HmacSHA256";
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Digests::sha256);
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Digests::mac);

  private Digests() {}

  static String hexSha256(byte[] bytes) {
    return HexFormat.of().formatHex(SHA_256.get().digest(bytes));
  }

  static String hexSha256(String text) {
    return hexSha256(text.getBytes(StandardCharsets.UTF_8));
  }

  static SecretKeySpec key(byte[] secret) {
    return new SecretKeySpec(secret, HMAC);
  }

  static byte[] hmac(SecretKeySpec key, String text) {
    Mac mac = MAC.get();
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static Mac mac() {
    try {
      return Mac.getInstance(HMAC);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + HMAC, e);
    }
  }
}
