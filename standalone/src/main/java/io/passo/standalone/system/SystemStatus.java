package io.passo.standalone.system;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What runs, as a file in the data folder: other commands find the system by it, and the next start
 * finds what a killed one has left.
 *
 * @param launcher the process that started the rest and stops it
 * @param endpoint URL of the API
 * @param ready false while it starts
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SystemStatus(
    RunningProcess launcher,
    String endpoint,
    boolean ready,
    String kafkaBootstrapServers,
    String redisUrl,
    String databaseUrl,
    String data,
    List<RunningProcess> processes) {
  private static final String FILE = "system.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public SystemStatus {
    processes = List.copyOf(processes);
  }

  /** The status file of a data folder, if there is one. */
  public static Optional<SystemStatus> read(Path data) {
    Path file = data.resolve(FILE);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), SystemStatus.class));
    } catch (IOException e) {
      throw new SystemException(
          "Expected a status file at " + file + " but it cannot be read: remove it", e);
    }
  }

  /** The system of a data folder, if its launcher still runs. */
  public static Optional<SystemStatus> running(Path data) {
    return read(data).filter(SystemStatus::isRunning);
  }

  /** The coordinators among the processes. */
  public List<RunningProcess> coordinators() {
    String name = ServiceKind.COORDINATOR.module() + "-";
    return processes.stream().filter(process -> process.name().startsWith(name)).toList();
  }

  /** Key of the user {@code admin}, if requests must be signed. */
  public AccessKey adminKey() {
    return Secrets.of(Path.of(data)).admin();
  }

  void write(Path folder) {
    Path part = folder.resolve(FILE + ".part");
    try {
      JSON.writeValue(part.toFile(), this);
      Files.move(part, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SystemException("Expected to write to " + folder + " but " + e, e);
    }
  }

  static void delete(Path folder) {
    folder.resolve(FILE).toFile().delete();
  }

  /** True if the process that started it is alive. */
  @JsonIgnore
  public boolean isRunning() {
    return launcher.handle().isPresent();
  }
}
