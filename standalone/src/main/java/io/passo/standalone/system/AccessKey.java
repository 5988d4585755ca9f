package io.passo.standalone.system;

/** An access key: who signs requests, and with what. */
public record AccessKey(String id, String secret) {
  /** Never the secret. */
  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}
