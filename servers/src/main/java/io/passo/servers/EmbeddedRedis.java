package io.passo.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code redis-server} installed on this host, else the one that comes with the build. */
final class EmbeddedRedis extends EmbeddedServer implements RedisServer {
  private int port;

  EmbeddedRedis(Path directory) {
    super("redis", directory);
  }

  @Override
  void choosePorts() {
    port = FreePorts.next();
  }

  @Override
  void prepare(Path directory) {
    // Redis makes its files itself.
  }

  @Override
  ChildProcess launch(Path directory) {
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Spec(
                "redis",
                command(directory),
                Map.of(),
                directory,
                log(directory),
                "TERM",
                Duration.ofSeconds(10)));
    Readiness.await(process, () -> answers(process.pid()));
    return process;
  }

  private List<String> command(Path directory) {
    List<String> command = new ArrayList<>(List.of(RedisBinary.locate().toString()));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", directory.toString(), "--save", ""));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "everysec"));
    // Open executions are small and change fast: from 64 MiB, the default, the file is rewritten
    // several times a minute under load, each time by a fork that stands still for 50 ms.
    command.addAll(List.of("--auto-aof-rewrite-min-size", "256mb"));
    // A third of what a rewrite costs, for values that are gone by the next one.
    command.addAll(List.of("--rdbcompression", "no"));
    command.addAll(List.of("--maxmemory-policy", "noeviction"));
    return command;
  }

  /** True if the server on our port is the process we started and has loaded its data. */
  private boolean answers(long pid) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1_000);
      socket
          .getOutputStream()
          .write("PING\r\nINFO server\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return "+PONG".equals(reader.readLine())
          && reader.lines().anyMatch(("process_id:" + pid)::equals);
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }

  @Override
  public String url() {
    return "redis://127.0.0.1:" + port;
  }
}
