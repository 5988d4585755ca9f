package io.passo.coordinator.security.directory;

import io.passo.coordinator.security.directory.Identity.Kind;
import org.jspecify.annotations.Nullable;

/** One entry of the directory that is written, or deleted if what it becomes is null. */
public sealed interface Change {
  /** A user or role. */
  record IdentityChange(Kind kind, String account, String name, @Nullable Identity to)
      implements Change {}

  /** An access key. */
  record KeyChange(String id, @Nullable AccessKey to) implements Change {}

  /** A managed policy. */
  record PolicyChange(String arn, @Nullable ManagedPolicy to) implements Change {}

  static Change put(Identity identity) {
    return new IdentityChange(identity.kind(), identity.account(), identity.name(), identity);
  }

  static Change delete(Identity identity) {
    return new IdentityChange(identity.kind(), identity.account(), identity.name(), null);
  }

  static Change put(AccessKey key) {
    return new KeyChange(key.id(), key);
  }

  static Change delete(AccessKey key) {
    return new KeyChange(key.id(), null);
  }

  static Change put(ManagedPolicy policy) {
    return new PolicyChange(policy.arn(), policy);
  }

  static Change delete(ManagedPolicy policy) {
    return new PolicyChange(policy.arn(), null);
  }
}
