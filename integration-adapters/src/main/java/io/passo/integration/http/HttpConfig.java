package io.passo.integration.http;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Configuration of HTTP Tasks. */
@ConfigMapping(prefix = "passo.http-task")
public interface HttpConfig {
  /**
   * Folder with the connections: {@code <name>.json} in the form of EventBridge's CreateConnection,
   * whose secrets are references.
   */
  Optional<Path> connections();
}
