package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.standalone.aws.Signer;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemStatus;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** A counted number of executions of one state machine, started as fast as they are taken. */
final class Runs implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long AFTER_REFUSAL_NANOS = 20_000_000;
  private static final long END_LIMIT_SECONDS = 600;

  private final Connections endpoint;
  private final EventCompletions completions;
  private final String arn;

  /** Registers the state machine at the first coordinator, which all are started at. */
  Runs(SystemStatus system, String machine, String definition) {
    URI first = URI.create(system.coordinators().getFirst().address());
    Optional<Signer> signer = Signer.wanted(first, system);
    this.endpoint = new Connections(first, signer);
    this.completions = new EventCompletions(system.kafkaBootstrapServers());
    try (StatesClient client = new StatesClient(first, signer)) {
      this.arn = client.register(machine, definition);
    }
  }

  /**
   * Starts executions 0 to {@code count − 1}.
   *
   * @param inFlight that wait for an answer at the same time
   * @param started is told the ARN and the number of each, by many threads
   * @throws SystemException if one cannot be started
   */
  void start(int count, int inFlight, IntFunction<String> input, ObjIntConsumer<String> started) {
    Semaphore free = new Semaphore(inFlight);
    Failures failures = new Failures();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < count && failures.isNone(); number++) {
        int own = number;
        free.acquireUninterruptibly();
        threads.execute(
            () -> {
              try {
                started.accept(startOne(input.apply(own)), own);
              } catch (RuntimeException e) {
                failures.add(e);
              } finally {
                free.release();
              }
            });
      }
    }
    failures.requireNone();
  }

  /** Runs executions to their end, so many at the same time, and returns the nanoseconds taken. */
  long run(int count, int inFlight, IntFunction<String> input) {
    long begin = System.nanoTime();
    start(count, inFlight, input, (execution, number) -> requireSuccess(execution));
    return System.nanoTime() - begin;
  }

  private void requireSuccess(String execution) {
    Completions.Ended ended = end(execution);
    if (!ended.status().equals("SUCCEEDED")) {
      throw new SystemException(
          "Expected %s to succeed but it ended as %s".formatted(execution, ended.status()));
    }
  }

  /**
   * Waits for the end of an execution.
   *
   * @throws SystemException if it does not end within ten minutes
   */
  Completions.Ended end(String execution) {
    try {
      return completions.of(execution).orTimeout(END_LIMIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new SystemException(
          "Expected the end of %s within %d s".formatted(execution, END_LIMIT_SECONDS), e);
    }
  }

  /** Tells the {@link System#nanoTime()} of the end, if it ends. */
  @SuppressWarnings("FutureReturnValueIgnored") // whoever is not told counts what is missing
  void whenEnded(String execution, LongConsumer told) {
    completions.of(execution).thenAccept(ended -> told.accept(ended.nanoTime()));
  }

  private String startOne(String input) {
    try {
      String body = JSON.writeValueAsString(Map.of("stateMachineArn", arn, "input", input));
      Request request = endpoint.request("StartExecution", body);
      while (true) {
        Connection.Response response = endpoint.send(request);
        JsonNode answer = JSON.readTree(response.body());
        if (response.status() == 200) {
          return answer.path("executionArn").asText();
        }
        if (!answer.path("__type").asText().endsWith("ThrottlingException")) {
          throw new SystemException("Start refused: " + response.body());
        }
        LockSupport.parkNanos(AFTER_REFUSAL_NANOS);
      }
    } catch (IOException e) {
      throw new SystemException("Start failed: " + e, e);
    }
  }

  @Override
  public void close() {
    completions.close();
    endpoint.close();
  }

  /** The first failure of many threads. */
  private static final class Failures {
    private final AtomicReference<@Nullable RuntimeException> first = new AtomicReference<>();

    void add(RuntimeException failure) {
      first.compareAndSet(null, failure);
    }

    boolean isNone() {
      return first.get() == null;
    }

    void requireNone() {
      RuntimeException failure = first.get();
      if (failure != null) {
        throw failure;
      }
    }
  }
}
