package io.passo.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The whole host: how much CPU was used and idle, and what a folder takes on disk. */
record HostUsage(double busyMillis, double idleMillis) {
  private static final double MILLIS_PER_TICK = 10;

  static HostUsage now() {
    try {
      String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split("\\s+", -1);
      long[] ticks = Arrays.stream(fields).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
      long idle = ticks[3] + ticks[4];
      return new HostUsage(
          (Arrays.stream(ticks).sum() - idle) * MILLIS_PER_TICK, idle * MILLIS_PER_TICK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Blocks in use, not lengths: Kafka's index files are long and empty. */
  static long diskBytes(Path folder) {
    try {
      Process du =
          new ProcessBuilder("du", "-sk", folder.toString()).redirectErrorStream(false).start();
      String answer = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Long.parseLong(answer.split("\\s", 2)[0]) * 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
