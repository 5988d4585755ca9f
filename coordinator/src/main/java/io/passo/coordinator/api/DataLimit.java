package io.passo.coordinator.api;

import org.eclipse.microprofile.config.ConfigProvider;

/** Greatest payload that callers may send, in bytes: {@code PASSO_PAYLOAD_LIMIT}. */
final class DataLimit {
  private static final int STRICT = 262_144;

  /** One for the process: constraints of members are constants. */
  static final int BYTES =
      ConfigProvider.getConfig()
          .getOptionalValue("passo.payload-limit", Integer.class)
          .orElse(STRICT);

  private DataLimit() {}
}
