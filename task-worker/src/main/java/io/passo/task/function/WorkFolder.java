package io.passo.task.function;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder, one in a process. A lock in it says that it is in use: the lock of a process
 * that was killed is gone, and the next one deletes what it left. Process ids would not do, because
 * containers of one pod that share a folder have the same.
 */
final class WorkFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WorkFolder.class.getName());
  private static final String LOCK = ".lock";

  // Between a folder and its lock lies a moment in which it looks left.
  private static final Duration NEW = Duration.ofMinutes(1);

  private final Path path;
  private final FileChannel channel;

  private WorkFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes an empty folder and deletes those that were left.
   *
   * @param parent where; it must be there
   * @param prefix what the names of all folders of this kind begin with
   * @throws IOException if the parent cannot be read or written
   */
  static WorkFolder create(Path parent, String prefix) throws IOException {
    deleteLeft(parent, prefix);
    Path path = Files.createTempDirectory(parent, prefix);
    FileChannel channel =
        FileChannel.open(
            path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    // Held until the channel is closed.
    channel.lock();
    return new WorkFolder(path, channel);
  }

  Path path() {
    return path;
  }

  private static void deleteLeft(Path parent, String prefix) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(parent)) {
      folders = found.filter(folder -> folder.getFileName().toString().startsWith(prefix)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path folder : folders) {
      if (isLeft(folder)) {
        LOG.log(Level.INFO, "Deleting what a worker left that was killed: {0}", folder);
        CodeArchive.delete(folder);
      }
    }
  }

  private static boolean isLeft(Path folder) {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held != null && isOld(folder);
    } catch (NoSuchFileException | OverlappingFileLockException e) {
      // Not one of ours, or of this very process.
      return false;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Left alone: {0}", e.toString());
      return false;
    }
  }

  private static boolean isOld(Path folder) throws IOException {
    Instant changed = Files.getLastModifiedTime(folder).toInstant();
    return changed.isBefore(Instant.now().minus(NEW));
  }

  /** Deletes it; what cannot be deleted stays. */
  @Override
  public void close() {
    CodeArchive.delete(path);
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Lock not given back: {0}", e.toString());
    }
  }
}
