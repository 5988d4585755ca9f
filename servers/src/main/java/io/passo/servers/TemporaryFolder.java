package io.passo.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder for the data of this JVM's child processes, removed when the JVM ends. Its name holds
 * the process id, so that the next one removes what a killed JVM has left.
 */
public final class TemporaryFolder {
  private final Path path;
  private volatile boolean kept;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes an empty folder, and removes those of JVMs that were killed.
   *
   * @param parent where; made if it is missing
   * @param prefix what the names of all folders of this kind begin with
   * @throws UncheckedIOException if the parent cannot be read or written
   */
  public static TemporaryFolder create(Path parent, String prefix) {
    try {
      Files.createDirectories(parent);
      removeLeftovers(parent, prefix);
      TemporaryFolder folder =
          new TemporaryFolder(
              Files.createTempDirectory(parent, prefix + ProcessHandle.current().pid() + "-"));
      Runtime.getRuntime().addShutdownHook(new Thread(folder::deleteLater, "temporary-folder"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to write to " + parent, e);
    }
  }

  public Path path() {
    return path;
  }

  /** Leaves it for somebody to look at, until the next one is made. */
  public void keep() {
    kept = true;
  }

  void delete() {
    Folders.delete(path);
  }

  /** At the end of the JVM: after the processes that write there. */
  private void deleteLater() {
    ChildProcess.stopAll();
    if (!kept) {
      delete();
    }
  }

  private static void removeLeftovers(Path parent, String prefix) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      folders.filter(folder -> isLeftover(folder, prefix)).forEach(Folders::delete);
    }
  }

  private static boolean isLeftover(Path folder, String prefix) {
    Matcher name =
        Pattern.compile(Pattern.quote(prefix) + "(\\d+)-.*")
            .matcher(folder.getFileName().toString());
    return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }
}
