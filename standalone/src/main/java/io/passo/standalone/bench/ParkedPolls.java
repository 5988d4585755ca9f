package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.standalone.aws.Signer;
import io.passo.standalone.system.SystemException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Polls for tasks of one activity that wait, each on a connection of its own. */
final class ParkedPolls implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LIMIT_SECONDS = 50;

  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CompletableFuture<JsonNode> first = new CompletableFuture<>();

  /** Begins to poll. */
  ParkedPolls(URI endpoint, Optional<Signer> signer, String activityArn, int count) {
    try {
      Request request =
          new Request(
              endpoint,
              "GetActivityTask",
              JSON.writeValueAsString(Map.of("activityArn", activityArn)),
              signer);
      for (int n = 0; n < count; n++) {
        Connection connection = new Connection(endpoint);
        connections.add(connection);
        threads.execute(() -> poll(connection, request));
      }
    } catch (IOException e) {
      close();
      throw new SystemException("Expected to poll " + endpoint + " but " + e, e);
    }
  }

  private void poll(Connection connection, Request request) {
    try {
      JsonNode answer = JSON.readTree(connection.sendAndWait(request).body());
      if (answer.hasNonNull("taskToken")) {
        first.complete(answer);
      } else if (answer.has("__type")) {
        first.completeExceptionally(new SystemException("Poll refused: " + answer));
      }
    } catch (IOException e) {
      first.completeExceptionally(e);
    }
  }

  /** The first task that one of them gets. */
  JsonNode first() {
    try {
      return first.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new SystemException("Expected a task at one of the polls but " + e, e);
    }
  }

  /** Gives up; who is gone gets no task. */
  @Override
  public void close() {
    connections.forEach(Connection::close);
    threads.shutdownNow();
  }
}
