package io.passo.task.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process and its children keep in memory, as Linux tells; nothing elsewhere. */
final class ResidentMemory {
  private static final Path PROC = Path.of("/proc");
  private static final int DEEPEST = 8;

  private ResidentMemory() {}

  /** Bytes of their own, without what is mapped from files; 0 if it cannot be told. */
  static long bytes(long pid) {
    return bytes(pid, DEEPEST);
  }

  private static long bytes(long pid, int depth) {
    Path process = PROC.resolve(Long.toString(pid));
    long total = 0;
    try {
      for (String line : Files.readAllLines(process.resolve("status"))) {
        if (line.startsWith("RssAnon:") || line.startsWith("RssShmem:")) {
          total += Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
      return depth == 0 ? total : total + ofChildren(process.resolve("task"), depth - 1);
    } catch (IOException | NumberFormatException e) {
      // It has just ended, or this is no Linux.
      return total;
    }
  }

  private static long ofChildren(Path threads, int depth) throws IOException {
    try (Stream<Path> all = Files.list(threads)) {
      return all.flatMap(ResidentMemory::children).mapToLong(child -> bytes(child, depth)).sum();
    }
  }

  private static Stream<Long> children(Path thread) {
    try {
      String pids = Files.readString(thread.resolve("children")).strip();
      return pids.isEmpty() ? Stream.empty() : Stream.of(pids.split(" ")).map(Long::valueOf);
    } catch (IOException | NumberFormatException e) {
      return Stream.empty();
    }
  }
}
