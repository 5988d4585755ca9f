package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.standalone.aws.ApiException;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.system.SystemException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Waits for an execution with one Map Run, also while a coordinator does not answer. */
final class MapRunWatch {
  /** With nothing new for so long it hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final StatesClient client;
  private final String execution;

  MapRunWatch(StatesClient client, String execution) {
    this.client = client;
    this.execution = execution;
  }

  /**
   * Returns when it has ended.
   *
   * @param succeeded is told now and then how many items have succeeded
   * @return what DescribeExecution says
   * @throws SystemException if nothing happens for five minutes
   */
  JsonNode end(LongConsumer succeeded) {
    long most = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<JsonNode> described = asked(() -> client.describe(execution));
      if (described.isPresent() && !described.get().path("status").asText().equals("RUNNING")) {
        return described.get();
      }
      long now = asked(this::run).map(run -> items(run, "succeeded")).orElse(0L);
      if (now > most) {
        most = now;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
      succeeded.accept(most);
      pause();
    }
    throw new SystemException(
        "Expected %s to go on but for %d s it stood at %d items"
            .formatted(execution, PATIENCE.toSeconds(), most));
  }

  /** What DescribeMapRun says. */
  JsonNode run() {
    JsonNode runs = client.call("ListMapRuns", Map.of("executionArn", execution)).path("mapRuns");
    return runs.isEmpty()
        ? runs
        : client.call("DescribeMapRun", Map.of("mapRunArn", runs.path(0).path("mapRunArn")));
  }

  static long items(JsonNode run, String status) {
    return run.path("itemCounts").path(status).asLong();
  }

  // A killed coordinator does not answer, and throttled is not ended.
  private static Optional<JsonNode> asked(Supplier<JsonNode> call) {
    try {
      return Optional.of(call.get());
    } catch (ApiException | SystemException e) {
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    }
  }
}
