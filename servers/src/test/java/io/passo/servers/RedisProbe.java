package io.passo.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Sends one command on a connection of its own. */
final class RedisProbe {
  private final URI url;

  RedisProbe(RedisServer server) {
    this.url = URI.create(server.url());
  }

  /** The raw answer, with the protocol's marks. */
  String send(String command) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
