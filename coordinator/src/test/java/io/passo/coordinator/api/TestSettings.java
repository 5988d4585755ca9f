package io.passo.coordinator.api;

import io.passo.coordinator.api.audit.AuditLog;
import io.passo.coordinator.api.limits.ThrottleConfig;
import io.passo.coordinator.config.PassoConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.InstantSource;
import java.util.Map;

/** Settings as they come from the environment. */
final class TestSettings {
  private TestSettings() {}

  /** An audit log that writes. */
  static AuditLog audit(InstantSource clock) {
    return new AuditLog(passo(), clock);
  }

  /** Settings for one machine, with an audit log. */
  static PassoConfig passo() {
    return read(PassoConfig.class, Map.of("passo.audit", "on", "passo.profile", "dev"));
  }

  /**
   * Rates of actions.
   *
   * @param rates as in {@code PASSO_THROTTLE_RATES}
   */
  static ThrottleConfig throttle(String rates) {
    return read(
        ThrottleConfig.class, rates.isEmpty() ? Map.of() : Map.of("passo.throttle.rates", rates));
  }

  /** AWS's rates. */
  static ThrottleConfig awsThrottle() {
    return read(ThrottleConfig.class, Map.of("passo.throttle.profile", "aws"));
  }

  private static <T> T read(Class<T> mapping, Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(mapping)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(mapping);
  }
}
