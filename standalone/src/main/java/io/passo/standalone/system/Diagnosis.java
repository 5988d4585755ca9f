package io.passo.standalone.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the host, and every process and dependency of the system that runs. */
public final class Diagnosis {
  private static final long GIBIBYTE = 1L << 30;

  /**
   * One thing that was checked.
   *
   * @param what was checked
   * @param good false if the system cannot do with it
   * @param found what was found
   * @param advice what to do when it is not good
   */
  public record Finding(String what, boolean good, String found, String advice) {}

  private final Path data;
  private final List<Finding> findings = new ArrayList<>();

  private Diagnosis(Path data) {
    this.data = data;
  }

  /** All findings, the host's first. */
  public static List<Finding> of(Path data) {
    Diagnosis diagnosis = new Diagnosis(data);
    diagnosis.checkHost();
    Optional<SystemStatus> status = SystemStatus.running(data);
    status.ifPresentOrElse(diagnosis::checkSystem, diagnosis::checkConfigured);
    return List.copyOf(diagnosis.findings);
  }

  private void add(String what, boolean good, String found, String advice) {
    findings.add(new Finding(what, good, found, advice));
  }

  private void checkHost() {
    int java = Runtime.version().feature();
    add("Java", java >= 21, Runtime.version().toString(), "install a JDK 21 or newer, best 25");
    checkMemory();
    checkDisk();
    checkBuild();
  }

  private void checkMemory() {
    Path meminfo = Path.of("/proc/meminfo");
    if (Files.notExists(meminfo)) {
      return;
    }
    try {
      long available =
          Files.readAllLines(meminfo).stream()
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
              .findFirst()
              .orElse(Long.MAX_VALUE);
      boolean enough = available >= 2 * GIBIBYTE || SystemStatus.running(data).isPresent();
      add(
          "memory",
          enough,
          gibibytes(available) + " available",
          "the system takes about 1.5 GiB: free some");
    } catch (IOException e) {
      add("memory", true, "unknown: " + e.getMessage(), "");
    }
  }

  private void checkDisk() {
    try {
      Files.createDirectories(data);
      long usable = Files.getFileStore(data).getUsableSpace();
      boolean good = Files.isWritable(data) && usable >= GIBIBYTE;
      add(
          "data folder",
          good,
          data + ", " + gibibytes(usable) + " free",
          "choose a folder with 1 GiB free with --data");
    } catch (IOException e) {
      add("data folder", false, e.toString(), "choose a folder you may write to with --data");
    }
  }

  private void checkBuild() {
    for (ServiceKind kind : ServiceKind.values()) {
      try {
        add(kind.module(), true, Artifacts.locate().application(kind).toString(), "");
      } catch (SystemException e) {
        add(kind.module(), false, "not built", String.valueOf(e.getMessage()));
      }
    }
  }

  private static String gibibytes(long bytes) {
    return "%.1f GiB".formatted((double) bytes / GIBIBYTE);
  }

  /** Nothing of ours runs: check what the environment names, as the services would read it. */
  private void checkConfigured() {
    add("system", true, "nothing runs with its data in " + data, "");
    configured("KAFKA_BOOTSTRAP_SERVERS").ifPresent(this::checkKafka);
    configured("REDIS_URL").ifPresent(this::checkRedis);
    configured("DATABASE_URL").ifPresent(this::checkDatabase);
  }

  private static Optional<String> configured(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
  }

  private void checkSystem(SystemStatus status) {
    for (RunningProcess process : status.processes()) {
      boolean alive = process.handle().isPresent();
      add(
          process.name(),
          alive,
          alive ? "process " + process.pid() : "it ended",
          "see " + process.log());
      if (alive && process.address().startsWith("http://")) {
        add(Dependency.health(process.address()), process);
      }
    }
    checkKafka(status.kafkaBootstrapServers());
    checkRedis(status.redisUrl());
    checkDatabase(status.databaseUrl());
  }

  private void add(Dependency.Answer answer, RunningProcess process) {
    add(process.name() + " ready", answer.good(), answer.text(), "see " + process.log());
  }

  private void checkKafka(String bootstrapServers) {
    Dependency.Answer answer = Dependency.kafka(bootstrapServers);
    add(
        "Kafka answers",
        answer.good(),
        answer.text(),
        "Passo needs Kafka 4.2 or newer with share groups");
  }

  private void checkRedis(String url) {
    Dependency.Answer answer = Dependency.redis(url);
    add(
        "Redis answers",
        answer.good(),
        answer.text(),
        "Passo needs Redis 6.2 or newer with maxmemory-policy noeviction");
  }

  private void checkDatabase(String url) {
    Dependency.Answer answer = Dependency.postgres(url);
    add("PostgreSQL answers", answer.good(), answer.text(), "check DATABASE_URL");
  }
}
