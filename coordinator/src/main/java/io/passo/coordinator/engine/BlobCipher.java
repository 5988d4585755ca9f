package io.passo.coordinator.engine;

import io.passo.asl.data.JsonReference;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a payload under the hash of its own text, which stands in its references and nowhere
 * else: who can read the store alone reads nothing. AES-256-GCM; a key encrypts one text only, so
 * the nonce is fixed.
 */
final class BlobCipher {
  private static final int TAG_BITS = 128;
  private static final byte[] NONCE = new byte[12];

  private BlobCipher() {}

  static byte[] encrypt(JsonReference reference, byte[] text) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, reference).doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected AES-GCM in every Java runtime", e);
    }
  }

  /** The text of a reference; empty if the blob is not what was stored. */
  static Optional<byte[]> decrypt(JsonReference reference, byte[] blob) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, reference).doFinal(blob));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected AES-GCM in every Java runtime", e);
    }
  }

  private static Cipher cipher(int mode, JsonReference reference) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(reference.hash(), "AES"), new GCMParameterSpec(TAG_BITS, NONCE));
    return cipher;
  }
}
