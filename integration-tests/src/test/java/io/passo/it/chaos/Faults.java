package io.passo.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.servers.RedisServer;
import io.passo.standalone.system.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** What is done to servers, and what services say about it. */
final class Faults {
  private static final long TAIL_BYTES = 64 << 10;

  private Faults() {}

  /** Redis forgets everything. */
  static void flush(RedisServer redis) throws IOException {
    URI url = URI.create(redis.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(3))
          .isEqualTo("+OK".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Redis is killed, and comes back without its last writes, as after a crash of its host. */
  static void killAndCutTail(RedisServer redis, Path data) throws IOException {
    redis.kill();
    Path file = newestAppendOnlyFile(data.resolve("servers").resolve("redis"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(Math.max(channel.size() / 2, channel.size() - TAIL_BYTES));
    }
    redis.restart();
  }

  private static Path newestAppendOnlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".aof"))
          .max(Comparator.comparing(Faults::modified))
          .orElseThrow(() -> new IOException("Expected an append-only file in " + folder));
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** True if a service has logged a text after so many bytes of its log. */
  static boolean logged(Service service, long after, String text) throws IOException {
    return Files.readString(service.log(), StandardCharsets.ISO_8859_1)
        .substring((int) after)
        .contains(text);
  }
}
