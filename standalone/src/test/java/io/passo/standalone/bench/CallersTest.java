package io.passo.standalone.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Callers of a benchmark. */
class CallersTest {
  @Test
  void shouldCallAgainAsSoonAsThereIsAnAnswer() throws Exception {
    // given
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch enough = new CountDownLatch(100);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body = "{\"a\":1}".repeat(2_000).getBytes(US_ASCII);
          exchange.sendResponseHeaders(calls.incrementAndGet() % 10 == 0 ? 400 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          enough.countDown();
        });
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Request request = new Request(endpoint, "ListActivities", "{}", Optional.empty());

    // when
    long answered;
    long refused;
    try (Callers callers = Callers.start(endpoint, 4, number -> request)) {
      callers.measure();
      assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
      answered = callers.measured().getTotalCount();
      refused = callers.refused();
    } finally {
      server.stop(0);
    }

    // then
    assertThat(refused).isGreaterThanOrEqualTo(9);
    assertThat(answered).isGreaterThan(8 * refused);
  }

  @Test
  void shouldReadHeadsOfAnswers() throws IOException {
    // given
    byte[] answer =
        "HTTP/1.1 404 Not Found\r\nContent-Type: a\r\ncontent-Length: 12\r\n\r\nabc"
            .getBytes(US_ASCII);

    // when / then
    assertThat(AnswerHead.of(answer, answer.length))
        .isEqualTo(new AnswerHead(404, answer.length - 3, 12));
    assertThat(AnswerHead.of(answer, answer.length - 4)).isNull();
    byte[] endless = "HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII);
    assertThatThrownBy(() -> AnswerHead.of(endless, endless.length))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Content-Length");
  }
}
