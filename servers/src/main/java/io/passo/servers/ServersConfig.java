package io.passo.servers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to start the servers.
 *
 * @param directory where data and logs are kept; null for a temporary folder that is removed at the
 *     end
 * @param durability see {@link Durability}
 * @param kafkaHeapMegabytes heap of the broker's JVM
 * @param password of the database user {@code passo}
 */
public record ServersConfig(
    @Nullable Path directory, Durability durability, int kafkaHeapMegabytes, String password) {

  public ServersConfig {
    if (kafkaHeapMegabytes < 64) {
      throw new IllegalArgumentException(
          "Expected kafkaHeapMegabytes >= 64 but was " + kafkaHeapMegabytes);
    }
    if (password.isBlank()) {
      throw new IllegalArgumentException("Expected a password for the database but it was blank");
    }
  }

  /** For tests: temporary folders, nothing synced to disk. */
  public static ServersConfig forTests() {
    return new ServersConfig(null, Durability.FAST, 256, "passo");
  }

  /** For an installation whose state is kept in {@code directory}. */
  public static ServersConfig durable(Path directory, String password) {
    return new ServersConfig(directory, Durability.DURABLE, 512, password);
  }

  public ServersConfig withDirectory(Path newDirectory) {
    return new ServersConfig(newDirectory, durability, kafkaHeapMegabytes, password);
  }
}
