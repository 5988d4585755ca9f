package io.passo.it.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** A small file system in memory, over a folder, that can be filled to its last byte. */
final class FullDisk implements AutoCloseable {
  private static final int BLOCK = 64 << 10;

  private final Path folder;

  private FullDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts it.
   *
   * @throws IOException if this user may not
   */
  static FullDisk mount(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    // PostgreSQL runs as another user when we are root.
    String options = "size=" + megabytes + "m,mode=0777";
    run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    return new FullDisk(folder);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
  }

  /** Takes all that is left; again and again, as others may free some. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    Path filler = folder.resolve("filler");
    try (OutputStream out =
        Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int size = BLOCK; size > 0; size /= 2) {
        while (hasRoom(out, block, size)) {
          // The next block goes where this one went.
        }
      }
    }
  }

  private static boolean hasRoom(OutputStream out, byte[] block, int size) {
    try {
      out.write(block, 0, size);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Gives everything back. */
  void free() throws IOException {
    Files.delete(folder.resolve("filler"));
  }

  @Override
  public void close() throws IOException {
    try {
      run("umount", "-l", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
