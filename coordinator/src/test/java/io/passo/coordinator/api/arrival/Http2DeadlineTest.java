package io.passo.coordinator.api.arrival;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 connections on which frames and heads do not arrive whole. */
class Http2DeadlineTest {
  private static final int LIMIT = 30;
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
  private static final byte[] PING = {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] HEAD = {0, 0, 1, 1, 5, 0, 0, 0, 1, 42};
  private static final byte[] OPEN_HEAD = {0, 0, 1, 1, 1, 0, 0, 0, 1, 42};
  private static final byte[] MORE_OF_HEAD = {0, 0, 1, 9, 0, 0, 0, 0, 1, 42};
  private static final byte[] END_OF_HEAD = {0, 0, 1, 9, 4, 0, 0, 0, 1, 42};
  private static final byte[] DATA = {0, 0, 3, 0, 1, 0, 0, 0, 1, 7, 8, 9};

  private final EmbeddedChannel connection =
      new EmbeddedChannel(Http2Deadline.ofNew(Duration.ofSeconds(LIMIT), 0));

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  @Test
  void shouldCloseWhoSendsNothingButThePreface() {
    // when
    send(PREFACE);
    pass(LIMIT);

    // then
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldCloseWhoAsksForNothing() {
    // given
    send(PREFACE);
    send(SETTINGS);

    // when
    for (int second = 0; second < LIMIT; second += 5) {
      send(PING);
      pass(5);
    }

    // then
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldLeaveWhoHasAskedAndWaits() {
    // given
    send(PREFACE);
    send(SETTINGS);
    send(HEAD);
    send(DATA);

    // when
    pass(10 * LIMIT);

    // then
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void shouldLeaveWhoSendsEveryByteByItself() {
    // when
    for (byte[] frame : new byte[][] {PREFACE, SETTINGS, OPEN_HEAD, END_OF_HEAD, DATA, HEAD}) {
      for (byte each : frame) {
        send(new byte[] {each});
      }
    }
    pass(10 * LIMIT);

    // then
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void shouldCloseWhoLeavesAFrameUnfinished() {
    // given
    send(PREFACE);
    send(HEAD);
    pass(10 * LIMIT);

    // when
    send(new byte[] {0, 0, 3, 0});
    pass(LIMIT - 1);
    boolean before = connection.isOpen();
    send(new byte[] {1});
    pass(1);

    // then
    assertThat(before).isTrue();
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldCloseWhoGoesOnAndOnWithOneHead() {
    // given
    send(PREFACE);
    send(HEAD);

    // when
    send(OPEN_HEAD);
    for (int second = 0; second < LIMIT; second += 5) {
      send(MORE_OF_HEAD);
      pass(5);
    }

    // then
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldGiveEachFrameItsOwnTime() {
    // given
    send(PREFACE);
    send(HEAD);

    // when
    send(new byte[] {0, 0, 3, 0, 0, 0, 0, 0, 1, 7});
    for (int frame = 0; frame < 5; frame++) {
      pass(LIMIT - 1);
      send(new byte[] {8, 9, 0, 0, 3, 0, 0, 0, 0, 0, 1, 7});
    }

    // then
    assertThat(connection.isOpen()).isTrue();
  }

  private void send(byte[] bytes) {
    connection.writeInbound(Unpooled.copiedBuffer(bytes));
  }

  private void pass(int seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
    connection.runPendingTasks();
  }
}
