package io.passo.integration.web;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not behave. */
@Timeout(20)
class WebCallsTest {
  private static final WebConfig OPEN =
      new WebConfig() {
        @Override
        public Optional<List<String>> allowedHosts() {
          return Optional.empty();
        }

        @Override
        public boolean allowPrivate() {
          return true;
        }
      };

  private final WebCalls web = new WebCalls(new Destinations(OPEN));

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"})
  void shouldNotWaitLongerThanItMay(String sent) throws Exception {
    try (ServerSocket server = server()) {
      Thread.startVirtualThread(() -> answer(server, sent, false));

      // when, then
      assertThatExceptionOfType(HttpTimeoutException.class)
          .isThrownBy(() -> web.call(request(server, Duration.ofMillis(500))));
    }
  }

  @Test
  void shouldReportAnAnswerThatBreaksOff() throws Exception {
    try (ServerSocket server = server()) {
      Thread.startVirtualThread(
          () -> answer(server, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", true));

      // when, then
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> web.call(request(server, Duration.ofSeconds(10))))
          .isNotInstanceOf(HttpTimeoutException.class);
    }
  }

  @Test
  void shouldNotRunInCircles() throws Exception {
    try (ServerSocket server = server()) {
      String again = "http://127.0.0.1:" + server.getLocalPort() + "/";
      Thread.startVirtualThread(
          () -> {
            while (!server.isClosed()) {
              answer(
                  server,
                  "HTTP/1.1 302 Found\r\nLocation: "
                      + again
                      + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                  true);
            }
          });

      // when, then
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> web.call(request(server, Duration.ofSeconds(10))))
          .withMessageContaining("redirections");
    }
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  private static WebRequest request(ServerSocket server, Duration timeout) {
    return new WebRequest(
        "GET", "http://127.0.0.1:" + server.getLocalPort() + "/", Map.of(), null, timeout);
  }

  private static void answer(ServerSocket server, String sent, boolean close) {
    try {
      Socket socket = server.accept();
      OutputStream out = socket.getOutputStream();
      out.write(sent.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      if (close) {
        socket.close();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }
}
