package io.passo.coordinator.api;

import io.passo.coordinator.config.Secrets;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What the API is made of besides its own beans. */
@Singleton
final class ApiBeans {
  @Produces
  @Singleton
  PageTokens pageTokens(Secrets secrets, InstantSource clock) {
    return new PageTokens(secrets.cluster(), clock);
  }
}
