package io.passo.coordinator.security;

import io.passo.coordinator.config.PassoConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Says once that signatures are not verified, and from where the API can be reached. */
@Singleton
final class UnverifiedCallers {
  private static final Logger LOG = Logger.getLogger(UnverifiedCallers.class);

  private final PassoConfig config;

  UnverifiedCallers(PassoConfig config) {
    this.config = config;
  }

  void announce(@Observes StartupEvent event) {
    LOG.infof(
        "Requests are accepted without verifying their signatures: host=%s", config.httpHost());
  }
}
