package io.passo.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the servers in the folder given, writes their process ids to a file, and waits for ever.
 */
final class StartServersMain {
  private StartServersMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    Servers servers = Servers.start(ServersConfig.forTests().withDirectory(directory));
    String pids =
        Stream.of(servers.kafka(), servers.postgres(), servers.redis())
            .map(server -> Long.toString(server.pid().orElseThrow()))
            .collect(Collectors.joining("\n"));
    Path written = Files.writeString(directory.resolve("pids.part"), pids);
    Files.move(written, directory.resolve("pids"));
    Thread.currentThread().join();
  }
}
