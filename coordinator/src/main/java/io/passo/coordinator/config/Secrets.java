package io.passo.coordinator.config;

import io.passo.protocol.mac.MacKey;

/**
 * The keys of this cluster.
 *
 * @param cluster known to coordinators only
 * @param worker shared with workers
 */
public record Secrets(MacKey cluster, MacKey worker) {
  /** What the dev profile uses when nothing is set: known to everybody, so only for loopback. */
  private static final String DEV = "passo-development-only";

  /** Keys from the settings, which have been checked. */
  public static Secrets of(PassoConfig config) {
    return new Secrets(
        MacKey.ofSecret(config.secret().orElse(DEV)),
        MacKey.ofSecret(config.workerSecret().orElse(DEV)));
  }
}
