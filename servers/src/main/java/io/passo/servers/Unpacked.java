package io.passo.servers;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Binaries unpacked once per user, shared by all JVMs. */
final class Unpacked {
  /** Fills a new folder. */
  @FunctionalInterface
  interface Unpacker {
    void unpackInto(Path folder) throws IOException;
  }

  private Unpacked() {}

  /**
   * The folder {@code name} below the user's cache, filled by {@code unpacker} if it is not there
   * yet.
   */
  static Path folder(String name, Unpacker unpacker) {
    Path folder = cache().resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(folder.getParent());
      Path part = Files.createTempDirectory(folder.getParent(), name + ".part");
      // Temporary folders are private, but the servers may run under another user id.
      part.toFile().setExecutable(true, false);
      part.toFile().setReadable(true, false);
      unpacker.unpackInto(part);
      return publish(part, folder);
    } catch (IOException e) {
      throw new ServerException("Expected to unpack " + name + " to " + folder + " but " + e, e);
    }
  }

  /** Moves the folder into place in one step; whoever comes second uses what the first has made. */
  private static Path publish(Path part, Path folder) throws IOException {
    try {
      return Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      Folders.delete(part);
      if (Files.isDirectory(folder)) {
        return folder;
      }
      throw e;
    }
  }

  private static Path cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path user =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    Path cache = user.resolve("passo");
    try {
      Files.createDirectories(cache);
      if (Files.isWritable(cache)) {
        return cache;
      }
    } catch (IOException e) {
      return temporary();
    }
    return temporary();
  }

  private static Path temporary() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "passo-cache-" + System.getProperty("user.name"));
  }
}
