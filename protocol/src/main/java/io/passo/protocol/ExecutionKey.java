package io.passo.protocol;

/**
 * Short name of an execution in the journal, in Redis and in task tokens: the first 128 bits of the SHA-256 of its ARN in
 * unpadded base64url (22 characters).
 */
public record ExecutionKey(String value) {
  public ExecutionKey {
    if (value.isBlank()) {
      throw new IllegalArgumentException("Expected an execution key but found blank text");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
