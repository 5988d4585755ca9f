package io.passo.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Short name of an execution in the journal, in Redis and in task tokens: the first 128 bits of the
 * SHA-256 of its ARN in unpadded base64url (22 characters).
 */
public record ExecutionKey(String value) {
  private static final int BYTES = 16;

  public ExecutionKey {
    if (value.isBlank()) {
      throw new IllegalArgumentException("Expected an execution key but found blank text");
    }
  }

  /** Key of the execution with this ARN. */
  public static ExecutionKey of(String executionArn) {
    if (executionArn.isBlank()) {
      throw new IllegalArgumentException("Expected an execution ARN but found blank text");
    }
    byte[] hash = sha256().digest(executionArn.getBytes(StandardCharsets.UTF_8));
    byte[] start = Arrays.copyOf(hash, BYTES);
    return new ExecutionKey(Base64.getUrlEncoder().withoutPadding().encodeToString(start));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
