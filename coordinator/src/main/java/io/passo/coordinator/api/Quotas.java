package io.passo.coordinator.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an account may have; the defaults are the service's own. */
@ConfigMapping(prefix = "passo.quota")
public interface Quotas {
  /** State machines of an account in a region. */
  @WithDefault("100000")
  long stateMachines();

  /** Executions of an account in a region that are open, also those that Map Runs started. */
  @WithDefault("1000000")
  long openExecutions();

  /** Map Runs of an account in a region that are open at the same time; others wait. */
  @WithDefault("1000")
  long openMapRuns();

  /** Activities of an account in a region. */
  @WithDefault("100000")
  long activities();

  /** Versions of a state machine. */
  @WithDefault("1000")
  long versions();

  /** Aliases of a state machine. */
  @WithDefault("100")
  long aliases();

  /** Workers that poll one activity at the same time, at one coordinator. */
  @WithDefault("1000")
  int pollersPerActivity();
}
