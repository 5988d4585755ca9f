package io.passo.standalone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What Redis says it uses. */
final class RedisMemory {
  private static final String FIELD = "used_memory:";

  private RedisMemory() {}

  /**
   * Bytes of all data.
   *
   * @param url {@code redis://host:port}
   */
  static long usedBytes(String url) {
    URI address = URI.create(url);
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("INFO memory\r\n".getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = answer.readLine(); line != null; line = answer.readLine()) {
        if (line.startsWith(FIELD)) {
          return Long.parseLong(line.substring(FIELD.length()).strip());
        }
      }
      throw new IOException("Expected " + FIELD + " in the answer of Redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
