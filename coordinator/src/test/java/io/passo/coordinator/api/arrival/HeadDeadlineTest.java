package io.passo.coordinator.api.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections of which nobody sees a whole head of a request. */
class HeadDeadlineTest {
  private static final int LIMIT = 30;

  private final EmbeddedChannel connection =
      new EmbeddedChannel(new HeadDeadline(Duration.ofSeconds(LIMIT)));

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  @Test
  void shouldCloseWhoSaysNothing() {
    // when
    pass(LIMIT);

    // then
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldCloseWhoSendsAByteNowAndThen() {
    // when
    for (int second = 0; second < LIMIT; second += 5) {
      send("P");
      pass(5);
    }

    // then
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldLeaveWhoIsAnsweredAndWaits() {
    // when
    send("POST / HTTP/1.1\r\n\r\n");
    answer();
    pass(10 * LIMIT);

    // then
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void shouldCountLaterHeadsFromTheirFirstByte() {
    // given
    send("POST / HTTP/1.1\r\n\r\n");
    answer();
    pass(10 * LIMIT);

    // when
    send("P");
    pass(LIMIT - 1);
    boolean before = connection.isOpen();
    pass(1);

    // then
    assertThat(before).isTrue();
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldLeaveFramesOfWebSocketsAlone() {
    // given
    send("GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
    answer();

    // when
    connection.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x81, 1, 'x'}));
    pass(LIMIT);

    // then
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void shouldLeaveHttp2ToItself() {
    // when
    send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    pass(10 * LIMIT);

    // then
    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.pipeline().get(HeadDeadline.class)).isNull();
  }

  private void send(String bytes) {
    connection.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
  }

  private void answer() {
    connection.writeOutbound(
        Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\n", StandardCharsets.US_ASCII));
  }

  private void pass(int seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
    connection.runPendingTasks();
  }
}
