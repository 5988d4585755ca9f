package io.passo.it.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.passo.it.conformance.SimulatedFunction.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The functions of the cases at URLs, as a task-worker calls them. */
final class FunctionServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, SimulatedFunction> functions = new TreeMap<>();
  private final HttpServer server;

  FunctionServer(List<ConformanceCase> cases) throws IOException {
    cases.forEach(of -> functions.putAll(of.functions()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Names them all in a task-worker's folder. */
  void describeIn(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<String> lines =
        functions.keySet().stream()
            .map(name -> name + "=http://127.0.0.1:" + server.getAddress().getPort() + "/" + name)
            .toList();
    Files.write(folder.resolve("functions.properties"), lines);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      SimulatedFunction function = functions.get(exchange.getRequestURI().getPath().substring(1));
      TimeUnit.MILLISECONDS.sleep(function.delay().toMillis());
      Answer answer = function.answer(JSON.readTree(exchange.getRequestBody()));
      switch (answer) {
        case Answer.Returned returned -> send(exchange, returned.payload());
        case Answer.Failed failed -> {
          exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
          send(exchange, failed.text());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Reads JSON of the API. */
  static com.fasterxml.jackson.databind.JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
