package io.passo.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An endpoint that gives the one answer it is told to and keeps what it was asked. */
final class FakeAws implements AutoCloseable {
  /** A request as it came. */
  record Request(
      String method, String path, String query, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  private record Answer(int status, Map<String, String> headers, String body) {}

  private final HttpServer server;
  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> byTarget = new ConcurrentHashMap<>();
  private final Map<String, Answer> byPath = new ConcurrentHashMap<>();
  private volatile Answer answer = new Answer(500, Map.of(), "{}");

  FakeAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  void answers(int status, Map<String, String> headers, String body) {
    answer = new Answer(status, headers, body);
  }

  /** The answer to one action of a service that speaks JSON, for example {@code GetJobRun}. */
  void answersTo(String action, int status, String body) {
    byTarget.put(action, new Answer(status, Map.of("x-amzn-RequestId", "request-1"), body));
  }

  /** The answer at one path. */
  void answersAt(String path, int status, Map<String, String> headers, String body) {
    byPath.put(path, new Answer(status, headers, body));
  }

  /** Bodies of what an action was asked. */
  List<String> asked(String action) {
    return requests.stream()
        .filter(request -> request.header("X-amz-target").endsWith("." + action))
        .map(Request::body)
        .toList();
  }

  String url() {
    return "http://"
        + InetAddress.getLoopbackAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            String.valueOf(exchange.getRequestURI().getQuery()),
            Map.copyOf(exchange.getRequestHeaders()),
            body));
    String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    Answer current =
        byPath.getOrDefault(
            exchange.getRequestURI().getPath(),
            byTarget.getOrDefault(target.substring(target.lastIndexOf('.') + 1), answer));
    current.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = current.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(current.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
