package io.passo.integration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * Configuration of the integration adapters; every member is an environment variable {@code
 * PASSO_…}.
 */
@ConfigMapping(prefix = "passo")
public interface AdaptersConfig {
  /** Pool it serves. */
  @WithDefault("integrations")
  String pool();

  /** Name of this process among the workers; the host name and process id if absent. */
  Optional<String> instanceId();

  /** Secret that coordinators sign commands to this pool with. */
  String workerSecret();

  /** Calls that may be under way at once. */
  @WithDefault("512")
  int concurrency();

  /** How long running calls may take to end when the service stops. */
  @WithDefault("20s")
  Duration shutdownGrace();
}
