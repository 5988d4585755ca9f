package io.passo.coordinator.security;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids and secrets nobody can guess. */
public final class Names {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int ID_LETTERS = 16;
  private static final int SECRET_BYTES = 30;

  private final SecureRandom random = new SecureRandom();

  /** A unique id: prefix and 16 letters, as AWS makes them. */
  public String uniqueId(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int n = 0; n < ID_LETTERS; n++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /** A secret access key of 40 characters. */
  public String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
