package io.passo.coordinator.security.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts short texts under a key derived from the secret of the installation: AES-256 in GCM with
 * a random nonce. A box for one purpose does not open those of another.
 */
public final class SecretBox {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param secret {@code PASSO_SECRET}
   * @param purpose what is encrypted
   */
  public SecretBox(String secret, String purpose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("passo " + purpose + " v1\n").getBytes(StandardCharsets.UTF_8));
      this.key = new SecretKeySpec(digest.digest(secret.getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * Encrypts a text.
   *
   * @param name what it belongs to; the same is needed to open it
   * @return base64url
   */
  public String close(String text, String name) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] whole = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + CIPHER, e);
    }
  }

  /**
   * Decrypts what {@link #close} gave.
   *
   * @throws IllegalArgumentException if it was not closed under this key and name
   */
  public String open(String closed, String name) {
    byte[] whole = Base64.getUrlDecoder().decode(closed);
    if (whole.length < NONCE + TAG_BITS / 8) {
      throw new IllegalArgumentException("Expected an encrypted text but it is too short");
    }
    byte[] nonce = new byte[NONCE];
    System.arraycopy(whole, 0, nonce, 0, NONCE);
    try {
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(whole, NONCE, whole.length - NONCE);
      return new String(text, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Expected a text encrypted under this secret", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
