package io.passo.protocol.mac;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/** A secret to sign with. Its text form never shows the secret. */
public final class MacKey {
  private static final int SHORTEST = 16;

  private final SecretKeySpec secret;

  private MacKey(byte[] secret) {
    this.secret = new SecretKeySpec(secret, Macs.ALGORITHM);
  }

  /**
   * A key from a configured secret ({@code PASSO_SECRET}, {@code PASSO_WORKER_SECRET}).
   *
   * @throws IllegalArgumentException if it has fewer than 16 bytes
   */
  public static MacKey ofSecret(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < SHORTEST) {
      throw new IllegalArgumentException(
          "Expected a secret of at least " + SHORTEST + " bytes but found " + bytes.length);
    }
    return new MacKey(bytes);
  }

  /**
   * A key from its base64url text ({@link io.passo.protocol.StepCommand#resultKey()}).
   *
   * @throws IllegalArgumentException if the text is no base64url or too short
   */
  public static MacKey ofBase64(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length < SHORTEST) {
      throw new IllegalArgumentException(
          "Expected a key of at least " + SHORTEST + " bytes but found " + bytes.length);
    }
    return new MacKey(bytes);
  }

  SecretKeySpec secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "MacKey[secret]";
  }
}
