package io.passo.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
  private final AtomicInteger started = new AtomicInteger();
  private final Tally tally = new Tally();
  private HttpServer server;
  private Connections connections;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String arn = "arn-" + started.incrementAndGet();
          byte[] body = ("{\"executionArn\":\"" + arn + "\"}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    connections =
        new Connections(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty());
  }

  @AfterEach
  void stopServer() {
    connections.close();
    server.stop(0);
  }

  @Test
  void shouldStartTheNextExecutionOnlyWhenOneHasEnded() throws Exception {
    // given
    HeldCompletions completions = new HeldCompletions();
    tally.begin();
    try (Load load =
        new SteadyLoad(List.of(connections), "machine", Workload.W3, completions, tally)) {
      load.closedLoop(2);
      CompletableFuture<Completions.Ended> first = completions.next();
      assertThat(completions.next()).isNotDone();
      int inFlight = started.get();

      // when
      first.complete(new Completions.Ended("SUCCEEDED", System.nanoTime()));
      assertThat(completions.next()).isNotDone();

      // then
      assertThat(inFlight).isEqualTo(2);
      assertThat(started).hasValue(3);
      assertThat(tally.succeededCount()).isEqualTo(1);
    }
  }

  @Test
  void shouldReportAnExecutionThatFails() throws Exception {
    // given
    HeldCompletions completions = new HeldCompletions();
    tally.begin();
    try (Load load =
        new SteadyLoad(List.of(connections), "machine", Workload.W3, completions, tally)) {
      load.closedLoop(1);

      // when
      completions.next().complete(new Completions.Ended("FAILED", System.nanoTime()));
      assertThat(completions.next()).isNotDone();

      // then
      assertThat(tally.succeededCount()).isZero();
      assertThat(tally.problems()).containsEntry("execution FAILED", 1L);
    }
  }

  /** Executions end when the test says so. */
  private static final class HeldCompletions implements Completions {
    private final BlockingQueue<CompletableFuture<Ended>> asked = new LinkedBlockingQueue<>();

    CompletableFuture<Ended> next() throws InterruptedException {
      CompletableFuture<Ended> future = asked.poll(30, TimeUnit.SECONDS);
      assertThat(future).isNotNull();
      return future;
    }

    @Override
    public CompletableFuture<Ended> of(String executionArn) {
      CompletableFuture<Ended> future = new CompletableFuture<>();
      asked.add(future);
      return future;
    }

    @Override
    public void close() {}
  }
}
