package io.passo.task.function;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that holds the lock of a file until it is killed. */
public final class LockHolder {
  private LockHolder() {}

  /** Starts one; returns when it holds the lock. */
  static Process start(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes().toString(),
                LockHolder.class.getName(),
                file.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() < 0) {
      throw new IOException("Expected the lock of " + file + " to be held but the process ended");
    }
    return process;
  }

  private static File classes() {
    return new File(LockHolder.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /**
   * Holds a lock and says so with a byte.
   *
   * @param arguments the file
   */
  public static void main(String[] arguments) throws Exception {
    FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
    channel.lock();
    System.out.write(1);
    System.out.flush();
    Thread.sleep(Long.MAX_VALUE);
  }
}
