package io.passo.servers.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private static final byte[] METADATA = {0, 0, 0, 3, 0, 3, 7};
  private static final byte[] HEARTBEAT = {0, 0, 0, 3, 0, 12, 7};
  private static final int DEAF_MILLIS = 200;

  private ServerSocket echo;
  private TcpProxy proxy;

  @BeforeEach
  void startEcho() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = TcpProxy.kafka();
    proxy.connectTo(echo.getLocalPort());
  }

  @AfterEach
  void stopEcho() throws IOException {
    proxy.close();
    echo.close();
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                  } catch (IOException e) {
                    return; // the client has gone
                  }
                });
      } catch (IOException e) {
        return; // closed at the end of the test
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static byte[] ask(Socket socket, byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    return socket.getInputStream().readNBytes(request.length);
  }

  private static void assertDeaf(Socket socket, byte[] request) throws IOException {
    InputStream in = socket.getInputStream();
    socket.setSoTimeout(DEAF_MILLIS);
    socket.getOutputStream().write(request);
    assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(10_000);
  }

  @Test
  void shouldForwardBothWays() throws IOException {
    try (Socket socket = connect()) {
      assertThat(ask(socket, METADATA)).isEqualTo(METADATA);
    }
  }

  @Test
  void shouldDelayBothWays() throws IOException {
    // given
    proxy.delay(Duration.ofMillis(60), Duration.ofMillis(80));
    try (Socket socket = connect()) {

      // when
      long begin = System.nanoTime();
      byte[] answer = ask(socket, METADATA);

      // then
      assertThat(answer).isEqualTo(METADATA);
      assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofMillis(120).toNanos());
    }
  }

  @Test
  void shouldHoldEverythingBackUntilItResumes() throws IOException {
    try (Socket socket = connect()) {
      // given
      ask(socket, METADATA);
      proxy.stall();
      assertDeaf(socket, METADATA);

      // when
      proxy.resume();

      // then
      assertThat(socket.getInputStream().readNBytes(METADATA.length)).isEqualTo(METADATA);
    }
  }

  @Test
  void shouldLeaveOldConnectionsHalfOpen() throws IOException {
    try (Socket old = connect()) {
      // given
      ask(old, METADATA);
      proxy.stall();

      // when
      proxy.leaveHalfOpen();

      // then
      assertDeaf(old, METADATA);
      try (Socket fresh = connect()) {
        assertThat(ask(fresh, METADATA)).isEqualTo(METADATA);
      }
    }
  }

  @Test
  void shouldBeDeafToSomeRequestsOnly() throws IOException {
    // given
    proxy.deafen(Set.of((short) 12));
    try (Socket group = connect();
        Socket other = connect()) {

      // then
      assertDeaf(group, HEARTBEAT);
      assertThat(ask(other, METADATA)).isEqualTo(METADATA);
    }
  }
}
