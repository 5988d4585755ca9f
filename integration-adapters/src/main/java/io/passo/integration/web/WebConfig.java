package io.passo.integration.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * Where HTTP calls of Tasks may go; every member is an environment variable {@code PASSO_WEB_…}.
 */
@ConfigMapping(prefix = "passo.web")
public interface WebConfig {
  /**
   * Hosts that are allowed although their addresses are private, or although they are called by
   * {@code http}: names, or {@code *.domain} for all below a domain.
   */
  Optional<List<String>> allowedHosts();

  /** True to allow every host and {@code http}: for one's own machine only. */
  @WithDefault("false")
  boolean allowPrivate();
}
