package io.passo.coordinator.security;

import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.PassoConfig.Authentication;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Says once whether signatures are verified, and from where the API can be reached. */
@Singleton
final class CallersNotice {
  private static final Logger LOG = Logger.getLogger(CallersNotice.class);

  private final PassoConfig config;

  CallersNotice(PassoConfig config) {
    this.config = config;
  }

  void announce(@Observes StartupEvent event) {
    if (Authentication.isOn(config)) {
      LOG.infof("Requests must be signed and are authorised: host=%s", config.httpHost());
    } else {
      LOG.infof(
          "Requests are accepted without verifying their signatures: host=%s", config.httpHost());
    }
  }
}
