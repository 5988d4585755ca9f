package io.passo.coordinator.api.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How often an account may call each action. */
@ConfigMapping(prefix = "passo.throttle")
public interface ThrottleConfig {
  /** Where rates come from that are not set one by one. */
  @WithDefault("none")
  Profile profile();

  /** Rates of single actions: {@code StartExecution=1300/300,ListExecutions=200/5}. */
  Optional<String> rates();

  /** Sets of rates. */
  enum Profile {
    /** No limits. */
    NONE,
    /** Those of AWS's large regions. */
    AWS
  }
}
