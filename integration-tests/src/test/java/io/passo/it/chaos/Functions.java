package io.passo.it.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.passo.it.chaos.EffectLog.Effect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The functions that the state machines call, behind URLs of this JVM. Each call is noted in an
 * {@link EffectLog}; workers send the keys of attempt and step along.
 */
final class Functions implements AutoCloseable {
  static final String STEP = "chaos-step";
  static final String FLAKY = "chaos-flaky";
  static final String ASK = "chaos-ask";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SHORTEST_MILLIS = 30;
  private static final int SPREAD_MILLIS = 120;
  // A connection that a killed worker leaves behind must not hold up the handler.
  private static final Duration BODY_LIMIT = Duration.ofSeconds(20);

  private final EffectLog effects;
  private final BiConsumer<String, String> callBack;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Serves them at a free port.
   *
   * @param callBack is given a task token and the output to complete it with
   */
  Functions(EffectLog effects, BiConsumer<String, String> callBack) throws IOException {
    this.effects = effects;
    this.callBack = callBack;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Names them all in a task-worker's folder. */
  void describeIn(Path folder) throws IOException {
    Files.createDirectories(folder);
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    List<String> lines =
        List.of(STEP, FLAKY, ASK).stream()
            .flatMap(
                name ->
                    List.of(name + "=" + url + name, name + ".timeout=" + BODY_LIMIT.toSeconds())
                        .stream())
            .toList();
    Files.write(folder.resolve("functions.properties"), lines);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String attemptId = header(exchange, "Passo-Attempt-Id");
      String stepKey = header(exchange, "Passo-Step-Key");
      boolean first = effects.add(new Effect(attemptId, stepKey, System.currentTimeMillis()));
      JsonNode input = JSON.readTree(exchange.getRequestBody());
      // The same attempt takes the same time whoever runs it.
      TimeUnit.MILLISECONDS.sleep(
          SHORTEST_MILLIS + Math.floorMod(attemptId.hashCode(), SPREAD_MILLIS));
      String name = exchange.getRequestURI().getPath().substring(1);
      if (name.equals(FLAKY) && first) {
        exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
        send(exchange, "{\"errorType\":\"Chaos.Flaky\",\"errorMessage\":\"the first attempt\"}");
        return;
      }
      String output = JSON.writeValueAsString(Map.of("n", input.path("n").asLong() + 1));
      send(exchange, output);
      if (name.equals(ASK)) {
        String token = input.path("token").asText();
        threads.execute(() -> callBack.accept(token, output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) throws IOException {
    String value = exchange.getRequestHeaders().getFirst(name);
    if (value == null || value.isBlank()) {
      throw new IOException("Expected the header " + name);
    }
    return value;
  }

  private static void send(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
