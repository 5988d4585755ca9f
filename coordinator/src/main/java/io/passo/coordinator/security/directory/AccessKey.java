package io.passo.coordinator.security.directory;

import java.time.Instant;

/**
 * A long-term access key of a user.
 *
 * @param id {@code AKIA…}, never used twice
 * @param secret secret access key; stored encrypted
 * @param active whether it is accepted
 */
public record AccessKey(
    String id, String account, String userName, String secret, boolean active, Instant created) {

  /** The same, accepted or not. */
  public AccessKey withActive(boolean accepted) {
    return new AccessKey(id, account, userName, secret, accepted, created);
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}
