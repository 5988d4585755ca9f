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

  /** Secret of the installation, from which further keys may be derived. */
  public static String cluster(PassoConfig config) {
    return config.secret().orElse(DEV);
  }

  /** Keys from the settings, which have been checked. */
  public static Secrets of(PassoConfig config) {
    return new Secrets(
        MacKey.ofSecret(cluster(config)), MacKey.ofSecret(config.workerSecret().orElse(DEV)));
  }
}
