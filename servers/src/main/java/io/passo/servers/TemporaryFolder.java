package io.passo.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder for the data of this JVM's servers, removed when the JVM ends. Its name holds the
 * process id, so that the next one removes what a killed JVM has left.
 */
record TemporaryFolder(Path path) {
  private static final String PREFIX = "passo-servers-";

  static TemporaryFolder create() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    removeLeftovers(temporary);
    try {
      Path path =
          Files.createTempDirectory(temporary, PREFIX + ProcessHandle.current().pid() + "-");
      TemporaryFolder folder = new TemporaryFolder(path);
      Runtime.getRuntime().addShutdownHook(new Thread(folder::deleteLater, "temporary-folder"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write to " + temporary, e);
    }
  }

  void delete() {
    Folders.delete(path);
  }

  /** At the end of the JVM: after the processes that write there. */
  private void deleteLater() {
    ChildProcess.stopAll();
    delete();
  }

  private static void removeLeftovers(Path temporary) {
    try (Stream<Path> folders = Files.list(temporary)) {
      folders.filter(TemporaryFolder::isLeftover).forEach(Folders::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to list " + temporary, e);
    }
  }

  private static boolean isLeftover(Path folder) {
    String name = folder.getFileName().toString();
    if (!name.matches(PREFIX + "\\d+-.*")) {
      return false;
    }
    long pid = Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length())));
    return ProcessHandle.of(pid).isEmpty();
  }
}
