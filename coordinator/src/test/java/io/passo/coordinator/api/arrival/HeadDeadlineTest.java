package io.passo.coordinator.api.arrival;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
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
  void shouldHandHttp2Over() {
    // given
    send("PR");

    // when
    send("I * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    // then
    assertThat(connection.pipeline().get(HeadDeadline.class)).isNull();
    assertThat(connection.pipeline().get(Http2Deadline.class)).isNotNull();
    assertThat(text()).isEqualTo("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  }

  @Test
  void shouldNotTakeALaterRequestForThePreface() {
    // given
    send("POST / HTTP/1.1\r\n\r\n");
    answer();

    // when
    send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    // then
    assertThat(connection.pipeline().get(HeadDeadline.class)).isNotNull();
  }

  @Test
  void shouldWatchAConnectionThatIsUpgraded() {
    // given
    send("POST / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n");
    connection.writeOutbound(
        Unpooled.copiedBuffer("HTTP/1.1 101 Switching Protocols\r\n\r\n", US_ASCII));

    // when
    connection.pipeline().remove(HeadDeadline.class);
    pass(LIMIT);

    // then
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldFollowAnUpgradedConnectionFromAPrefaceAmongTheBody() {
    // given
    connection
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                if (((ByteBuf) message).toString(US_ASCII).startsWith("body")) {
                  context.pipeline().remove(HeadDeadline.class);
                }
                context.fireChannelRead(message);
              }
            });
    send("POST / HTTP/1.1\r\nUpgrade: h2c\r\n\r\n");
    connection.writeOutbound(
        Unpooled.copiedBuffer("HTTP/1.1 101 Switching Protocols\r\n\r\n", US_ASCII));

    // when
    send("bodyPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
    pass(10 * LIMIT);
    boolean isOpen = connection.isOpen();
    send("\0\0");
    pass(LIMIT);

    // then
    assertThat(isOpen).isTrue();
    assertThat(connection.isOpen()).isFalse();
  }

  private void send(String bytes) {
    connection.writeInbound(Unpooled.copiedBuffer(bytes, US_ASCII));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (ByteBuf next = connection.readInbound(); next != null; next = connection.readInbound()) {
      text.append(next.toString(US_ASCII));
      next.release();
    }
    return text.toString();
  }

  private void answer() {
    connection.writeOutbound(Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\n", US_ASCII));
  }

  private void pass(int seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
    connection.runPendingTasks();
  }
}
