package io.passo.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** Finds a {@code redis-server}. */
final class RedisBinary {
  private RedisBinary() {}

  /** The one on PATH, else the one of the build (6.2), unpacked. */
  static Path locate() {
    return onPath().orElseGet(RedisBinary::unpacked);
  }

  private static Optional<Path> onPath() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path unpacked() {
    Map<OsArchitecture, String> resources = ExecutableProvider.newProvidedVersionsMap();
    OsArchitecture platform = OsArchitecture.detectOSandArchitecture();
    String resource = resources.get(platform);
    if (resource == null) {
      throw new ServerException(
          "Expected redis-server on PATH but found none, and the build has none for " + platform);
    }
    return Unpacked.folder(resource.replace("/", ""), target -> copy(resource, target))
        .resolve("redis-server");
  }

  private static void copy(String resource, Path target) throws IOException {
    String absolute = resource.startsWith("/") ? resource : "/" + resource;
    try (InputStream in = ExecutableProvider.class.getResourceAsStream(absolute)) {
      if (in == null) {
        throw new IOException("Expected " + absolute + " on the class path but found nothing");
      }
      Path file = target.resolve("redis-server");
      Files.copy(in, file);
      if (!file.toFile().setExecutable(true, false)) {
        throw new IOException("Expected to make " + file + " executable but could not");
      }
    }
  }
}
