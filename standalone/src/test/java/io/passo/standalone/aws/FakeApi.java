package io.passo.standalone.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An API whose answers a test writes. */
public final class FakeApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TARGET = "AWSStepFunctions.";

  private final Map<String, Function<JsonNode, Object>> actions = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Answers an action; an {@link ApiException} becomes an error of the API. */
  public FakeApi on(String action, Function<JsonNode, Object> answer) {
    actions.put(action, answer);
    return this;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String action =
        exchange.getRequestHeaders().getFirst("X-Amz-Target").substring(TARGET.length());
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    try {
      Object answer = actions.getOrDefault(action, FakeApi::unknown).apply(request);
      send(exchange, 200, answer);
    } catch (ApiException e) {
      send(
          exchange,
          400,
          Map.of("__type", "com.amazonaws.swf.service.v2.model#" + e.type(), "message", "refused"));
    }
  }

  private static Object unknown(JsonNode request) {
    throw new ApiException("UnknownOperationException", request.toString());
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
