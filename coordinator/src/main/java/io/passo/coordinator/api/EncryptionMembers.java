package io.passo.coordinator.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code encryptionConfiguration}: read, so that asking for an own key is refused and
 * not ignored.
 *
 * @param type null if the member is absent
 */
public record EncryptionMembers(@Nullable Type type) {
  private static final Text KMS_KEY = Text.length(1, 2048);

  /** Reads the member. */
  public static EncryptionMembers read(Members members) {
    return new EncryptionMembers(
        members.structure("encryptionConfiguration").flatMap(EncryptionMembers::type).orElse(null));
  }

  private static Optional<Type> type(Members encryption) {
    if (!encryption.has("type")) {
      encryption.missing("type");
    }
    encryption.optional("kmsKeyId", KMS_KEY);
    encryption.integer("kmsDataKeyReusePeriodSeconds", 60, 900, 300);
    return encryption.choice("type", Type.class);
  }

  /** Fails with {@code InvalidEncryptionConfiguration} for an own key. */
  public void check() {
    if (type == Type.CUSTOMER_MANAGED_KMS_KEY) {
      throw ApiErrors.invalidEncryptionConfiguration(
          "Customer managed keys are not supported by this version of Passo");
    }
  }

  /** True if the request says nothing about encryption. */
  public boolean isEmpty() {
    return type == null;
  }

  /** How data at rest is encrypted, as the API names it. */
  public enum Type {
    AWS_OWNED_KEY,
    CUSTOMER_MANAGED_KMS_KEY
  }
}
