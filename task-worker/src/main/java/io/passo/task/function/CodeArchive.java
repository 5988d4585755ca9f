package io.passo.task.function;

import io.passo.task.runtime.UnusableFunctionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipError;

/** Unpacks the zip of a function, with the permissions that its files have there. */
final class CodeArchive {
  // Lambda's own limits are 250 MB and as many files as fit.
  private static final long LARGEST = 512L << 20;
  private static final int MOST_FILES = 100_000;

  private final Path target;
  private long left = LARGEST;
  private int files;

  private CodeArchive(Path target) {
    this.target = target;
  }

  /**
   * Unpacks an archive.
   *
   * @param target folder to be made
   * @throws UnusableFunctionException if it is no archive, or too large
   */
  static void unpack(Path zip, Path target) throws IOException, UnusableFunctionException {
    Files.createDirectories(target);
    try (FileSystem archive =
        FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
      new CodeArchive(target.normalize()).copy(archive.getPath("/"));
    } catch (ProviderNotFoundException | ZipError | UncheckedIOException e) {
      throw new UnusableFunctionException(
          "Expected a zip archive but found something else: " + e.getMessage(), e);
    }
  }

  private void copy(Path root) throws IOException, UnusableFunctionException {
    List<Path> entries;
    try (Stream<Path> all = Files.walk(root)) {
      entries = all.limit(MOST_FILES + 1L).toList();
    }
    for (Path entry : entries) {
      if (++files > MOST_FILES) {
        throw new UnusableFunctionException("Expected at most " + MOST_FILES + " files");
      }
      copyEntry(root, entry);
    }
  }

  private void copyEntry(Path root, Path entry) throws IOException, UnusableFunctionException {
    Path to = target.resolve(root.relativize(entry).toString()).normalize();
    if (!to.startsWith(target)) {
      throw new UnusableFunctionException(
          "Expected files inside the archive's own folder but found '" + entry + "'");
    }
    if (Files.isDirectory(entry)) {
      Files.createDirectories(to);
      return;
    }
    Files.createDirectories(to.getParent());
    try (InputStream in = Files.newInputStream(entry);
        OutputStream out = Files.newOutputStream(to)) {
      byte[] part = new byte[65_536];
      for (int count = in.read(part); count >= 0; count = in.read(part)) {
        left -= count;
        if (left < 0) {
          throw new UnusableFunctionException(
              "Expected at most " + LARGEST + " bytes of unpacked files");
        }
        out.write(part, 0, count);
      }
    }
    if (isExecutable(entry)) {
      to.toFile().setExecutable(true);
    }
  }

  // Archives made where files have no permissions still have a bootstrap that is meant to run.
  private static boolean isExecutable(Path entry) throws IOException {
    if (entry.toString().equals("/bootstrap")) {
      return true;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(entry);
    return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
  }

  /** Deletes a folder and what is in it; what cannot be deleted stays. */
  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(CodeArchive.class.getName())
          .log(System.Logger.Level.DEBUG, "Not deleted: {0}", e.toString());
    }
  }
}
