package io.passo.standalone.bench;

import io.passo.standalone.system.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CPU time and memory of processes with all they have started, from {@code /proc}. */
final class ProcessUsage {
  // USER_HZ is 100 on every Linux platform that Java runs on.
  private static final double MILLIS_PER_TICK = 10;
  private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");

  private ProcessUsage() {}

  /** True if this host has {@code /proc}. */
  static boolean isAvailable() {
    return Files.isReadable(Path.of("/proc/self/stat"));
  }

  /** Milliseconds of CPU that each process has used since it started, by name. */
  static Map<String, Double> cpuMillis(List<RunningProcess> processes) {
    Map<String, Double> usage = new LinkedHashMap<>();
    for (RunningProcess process : processes) {
      usage.put(process.name(), tree(process).stream().mapToDouble(ProcessUsage::cpuMillis).sum());
    }
    return usage;
  }

  /** Milliseconds of CPU that all of them have used. */
  static double totalCpuMillis(List<RunningProcess> processes) {
    return sum(cpuMillis(processes));
  }

  /** Milliseconds of CPU that the compilers of JVMs have used in all of these processes. */
  static double totalCompilerCpuMillis(List<RunningProcess> processes) {
    return sum(compilerCpuMillis(processes));
  }

  private static double sum(Map<String, Double> usage) {
    return usage.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Milliseconds of CPU that the compilers of the JVM have used in each process, by name; of
   * threads that are still there.
   */
  static Map<String, Double> compilerCpuMillis(List<RunningProcess> processes) {
    Map<String, Double> usage = new LinkedHashMap<>();
    for (RunningProcess process : processes) {
      usage.put(
          process.name(),
          tree(process).stream()
              .flatMap(ProcessUsage::threads)
              .filter(stat -> COMPILER.matcher(stat).find())
              .mapToDouble(stat -> cpuMillis(stat, 12))
              .sum());
    }
    return usage;
  }

  private static Stream<String> threads(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return threads.map(thread -> read(thread.resolve("stat"))).toList().stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }

  // Empty if it has ended.
  private static String read(Path stat) {
    try {
      return Files.readString(stat);
    } catch (IOException e) {
      return "";
    }
  }

  /** Bytes of memory of each process, shared pages counted in part, by name. */
  static Map<String, Long> memoryBytes(List<RunningProcess> processes) {
    Map<String, Long> usage = new LinkedHashMap<>();
    for (RunningProcess process : processes) {
      usage.put(process.name(), tree(process).stream().mapToLong(ProcessUsage::memoryBytes).sum());
    }
    return usage;
  }

  /** CPU milliseconds of this process, without those of servers that it started and that ended. */
  static double ownCpuMillis() {
    String stat = read(Path.of("/proc/self/stat"));
    return stat.isEmpty() ? 0 : cpuMillis(stat, 12);
  }

  private static List<Long> tree(RunningProcess process) {
    List<Long> pids = new ArrayList<>(List.of(process.pid()));
    process
        .handle()
        .ifPresent(handle -> handle.descendants().forEach(child -> pids.add(child.pid())));
    return pids;
  }

  /** User and system time, of the process and of its children that have ended. */
  private static double cpuMillis(long pid) {
    String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.isEmpty() ? 0 : cpuMillis(stat, 14);
  }

  private static double cpuMillis(String stat, int lastField) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field = 11; field <= lastField; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks * MILLIS_PER_TICK;
  }

  private static long memoryBytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
