package io.passo.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL from the binaries of the build, with one database and one user. */
final class EmbeddedPostgres extends EmbeddedServer implements PostgresServer {
  private static final String USER = "passo";
  private static final String DATABASE = "passo";

  private final ServersConfig config;
  private int port;

  EmbeddedPostgres(Path directory, ServersConfig config) {
    super("postgres", directory);
    this.config = config;
  }

  @Override
  void choosePorts() {
    port = FreePorts.next();
  }

  /**
   * Makes the cluster and its database beside their final place, so that a start cut short leaves
   * nothing half-made.
   */
  @Override
  void prepare(Path directory) {
    Path data = directory.resolve("data");
    if (Files.isDirectory(data)) {
      return;
    }
    Path part = directory.resolve("data.part");
    Folders.delete(part);
    try {
      Path password = directory.resolve("password");
      Files.writeString(password, config.password());
      run(initdb(part, password), directory, "");
      Files.delete(password);
      run(single(part), directory, "CREATE DATABASE " + DATABASE + ";\n");
      Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new ServerException(
          "Expected " + directory + " to allow moving a folder but it does not", e);
    } catch (IOException e) {
      throw new ServerException(
          "Expected to initialise PostgreSQL in " + directory + " but " + e.getMessage(), e);
    }
  }

  private List<String> initdb(Path data, Path password) {
    List<String> command = PostgresUser.command("initdb");
    command.addAll(
        List.of("-D", data.toString(), "-U", USER, "--pwfile=" + password, "-A", "scram-sha-256"));
    command.addAll(List.of("--encoding=UTF8", "--no-locale", "--no-instructions"));
    if (config.durability() == Durability.FAST) {
      command.add("--no-sync");
    }
    return command;
  }

  private static List<String> single(Path data) {
    List<String> command = PostgresUser.command("postgres");
    command.addAll(List.of("--single", "-D", data.toString(), "-c", "fsync=off", "postgres"));
    return command;
  }

  private void run(List<String> command, Path directory, String input) throws IOException {
    Path log = log(directory);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try {
      if (process.waitFor() != 0) {
        throw new IOException(
            "%s ended with %d, see %s".formatted(command, process.exitValue(), log));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    }
  }

  @Override
  ChildProcess launch(Path directory) {
    Path data = directory.resolve("data");
    try {
      // Left behind by a killed server; its process id may belong to somebody else by now.
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new ServerException("Expected to write to " + data, e);
    }
    // INT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Spec(
                "postgres",
                server(data),
                Map.of(),
                directory,
                log(directory),
                "INT",
                Duration.ofSeconds(15)));
    Readiness.await(process, () -> isReady(data));
    return process;
  }

  private List<String> server(Path data) {
    List<String> command = PostgresUser.command("postgres");
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    setting(command, "listen_addresses=127.0.0.1");
    setting(command, "unix_socket_directories=");
    setting(command, "max_connections=200");
    setting(command, "shared_buffers=64MB");
    if (config.durability() == Durability.FAST) {
      setting(command, "fsync=off");
      setting(command, "full_page_writes=off");
    } else {
      setting(command, "max_wal_size=1GB");
    }
    return command;
  }

  private static void setting(List<String> command, String setting) {
    command.addAll(List.of("-c", setting));
  }

  /**
   * The last line of the pid file says so. Never by a connection: that could be somebody else's
   * server.
   */
  private static boolean isReady(Path data) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(data.resolve("postmaster.pid")));
      return lines.size() >= 8 && lines.get(7).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String url() {
    return "postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  @Override
  public String username() {
    return USER;
  }

  @Override
  public String password() {
    return config.password();
  }
}
