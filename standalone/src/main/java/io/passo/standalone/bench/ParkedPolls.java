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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Polls for tasks of one activity that wait, each on a connection of its own. */
final class ParkedPolls implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LIMIT_SECONDS = 50;

  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<CompletableFuture<JsonNode>> answers = new LinkedBlockingQueue<>();

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
        answers.add(CompletableFuture.completedFuture(answer));
      } else if (answer.has("__type")) {
        answers.add(CompletableFuture.failedFuture(new SystemException("Refused: " + answer)));
      }
    } catch (IOException e) {
      answers.add(CompletableFuture.failedFuture(e));
    }
  }

  /** The next task that one of them gets. */
  JsonNode next() {
    try {
      CompletableFuture<JsonNode> answer = answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (answer == null) {
        throw new SystemException(
            "Expected a task at one of the polls within " + LIMIT_SECONDS + " s but found none");
      }
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    } catch (ExecutionException e) {
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
