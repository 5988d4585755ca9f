package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts that are repeated at another coordinator until one of them says that it is done, as a
 * careful caller would: by name, so that a repeated start starts nothing twice.
 */
final class NamedStarts {
  private static final System.Logger LOG = System.getLogger(NamedStarts.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final List<Connections> endpoints;
  private final String stateMachineArn;
  private final Workload workload;
  private final String prefix = "kill-" + UUID.randomUUID().toString().substring(0, 8) + "-";
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong started = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  NamedStarts(List<Connections> endpoints, String stateMachineArn, Workload workload) {
    this.endpoints = endpoints;
    this.stateMachineArn = stateMachineArn;
    this.workload = workload;
  }

  /**
   * Starts an execution.
   *
   * @return its ARN
   * @throws IOException if it is refused for good, or if nobody answers for two minutes
   */
  String start() throws IOException {
    long number = numbers.getAndIncrement();
    String name = prefix + number;
    String body =
        JSON.writeValueAsString(
            Map.of("stateMachineArn", stateMachineArn, "name", name, "input", workload.input()));
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (long turn = number; ; turn++) {
      if (isDone(endpoints.get((int) (turn % endpoints.size())), body)) {
        started.incrementAndGet();
        return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("no answer within " + LIMIT.toSeconds() + " s");
      }
      repeated.incrementAndGet();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean isDone(Connections endpoint, String body) throws IOException {
    Connection.Response response;
    try {
      response = endpoint.send(endpoint.request("StartExecution", body));
    } catch (IOException | RuntimeException e) {
      // It was killed, or is not there yet.
      return false;
    }
    if (response.status() == 200) {
      return true;
    }
    JsonNode type = JSON.readTree(response.body()).path("__type");
    if (type.asText().endsWith("ExecutionAlreadyExists")) {
      // An earlier try was done without an answer, and the execution has ended since.
      return true;
    }
    if (response.status() < 500) {
      throw new IOException("refused: " + type.asText("HTTP " + response.status()));
    }
    return false;
  }

  /**
   * How an execution has ended, if a coordinator says that it has.
   *
   * @return empty while it runs, or if nobody answers
   */
  Optional<Completions.Ended> ended(String executionArn) {
    String body = "{\"executionArn\":\"" + executionArn + "\"}";
    for (Connections endpoint : endpoints) {
      try {
        Connection.Response response = endpoint.send(endpoint.request("DescribeExecution", body));
        JsonNode description = JSON.readTree(response.body());
        if (response.status() == 200 && description.has("stopDate")) {
          double seconds =
              System.currentTimeMillis() / 1e3 - description.path("stopDate").asDouble();
          long nanoTime = System.nanoTime() - (long) (seconds * 1e9);
          return Optional.of(new Completions.Ended(description.path("status").asText(), nanoTime));
        }
      } catch (IOException | RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "No answer: {0}", e.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Executions that were started. */
  long started() {
    return started.get();
  }

  /** Tries that were not answered. */
  long repeated() {
    return repeated.get();
  }
}
