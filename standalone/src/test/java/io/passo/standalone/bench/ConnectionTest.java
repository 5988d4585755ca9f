package io.passo.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
  private HttpServer server;
  private URI endpoint;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void shouldSendTheActionAndTheBodyAndReadTheAnswer() throws IOException {
    try (Connection connection = new Connection(endpoint)) {
      // when
      Connection.Response response =
          connection.send(
              new Request(endpoint, "StartExecution", "{\"input\":\"ã\"}", Optional.empty()));

      // then
      assertThat(response.status()).isEqualTo(202);
      assertThat(response.body()).isEqualTo("AWSStepFunctions.StartExecution {\"input\":\"ã\"}");
    }
  }

  @Test
  void shouldUseAConnectionAgain() throws IOException {
    try (Connections connections = new Connections(endpoint, Optional.empty())) {
      // when
      connections.send(new Request(endpoint, "One", "{}", Optional.empty()));
      connections.send(new Request(endpoint, "Two", "{}", Optional.empty()));

      // then
      assertThat(clients).hasSize(1);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    clients.add(exchange.getRemoteAddress());
    String body =
        exchange.getRequestHeaders().getFirst("X-Amz-Target")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(202, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
