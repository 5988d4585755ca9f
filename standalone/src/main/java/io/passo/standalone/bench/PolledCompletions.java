package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks DescribeExecution again and again: for a system whose Kafka we cannot reach. It puts load on
 * the API itself.
 */
final class PolledCompletions implements Completions {
  private static final long SHORTEST_MILLIS = 5;
  private static final long LONGEST_MILLIS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connections connections;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  PolledCompletions(Connections connections) {
    this.connections = connections;
  }

  @Override
  public CompletableFuture<Ended> of(String executionArn) {
    return CompletableFuture.supplyAsync(() -> poll(executionArn), threads);
  }

  private Ended poll(String executionArn) {
    Request request =
        connections.request("DescribeExecution", "{\"executionArn\":\"" + executionArn + "\"}");
    try {
      for (long pause = SHORTEST_MILLIS; ; pause = Math.min(pause * 3 / 2, LONGEST_MILLIS)) {
        Thread.sleep(pause);
        JsonNode description = JSON.readTree(connections.send(request).body());
        String status = description.path("status").asText("RUNNING");
        if (!status.equals("RUNNING")) {
          return new Ended(status, System.nanoTime());
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended("UNKNOWN", System.nanoTime());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
