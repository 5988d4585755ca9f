package io.passo.task.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Configuration of a task worker; every member is an environment variable {@code PASSO_…}. */
@ConfigMapping(prefix = "passo")
public interface TaskWorkerConfig {
  /** Pool it serves. */
  @WithDefault("functions")
  String pool();

  /** Name of this process among the workers; the host name and process id if absent. */
  Optional<String> instanceId();

  /** Secret that coordinators sign commands to this pool with. */
  String workerSecret();

  /** Folder of functions: jars, code, and {@code functions.properties}; no function if absent. */
  Optional<Path> functionsDir();

  /**
   * Coordinators that functions of the Lambda API are fetched from, separated by commas; without
   * one this worker has no part in it.
   */
  Optional<List<URI>> coordinatorUrl();

  /** Region that functions are told they run in. */
  @WithDefault("us-east-1")
  String region();

  /** Steps that may run at once. */
  @WithDefault("512")
  int concurrency();

  /** How long running steps may take to end when the service stops. */
  @WithDefault("20s")
  Duration shutdownGrace();
}
