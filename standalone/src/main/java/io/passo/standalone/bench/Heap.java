package io.passo.standalone.bench;

import io.passo.servers.Jdk;
import io.passo.standalone.system.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Heap of a JVM on this host, asked by the JDK's own {@code jcmd}. */
final class Heap {
  private static final Pattern GENERATION = Pattern.compile("total \\d+K, used (\\d+)K");

  private Heap() {}

  /** Bytes that are still used after a full collection. */
  static long liveBytes(RunningProcess process) {
    jcmd(process, "GC.run");
    Matcher generations = GENERATION.matcher(jcmd(process, "GC.heap_info"));
    long kilobytes = 0;
    while (generations.find()) {
      kilobytes += Long.parseLong(generations.group(1));
    }
    return kilobytes * 1024;
  }

  private static String jcmd(RunningProcess process, String command) {
    String tool = Jdk.program("jcmd");
    try {
      Process asked = new ProcessBuilder(tool, Long.toString(process.pid()), command).start();
      return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
