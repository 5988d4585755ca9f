package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Starts executions: so many in flight (closed loop), or so many per second whatever happens (open
 * loop).
 */
final class Load implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(50);
  private static final Duration END_LIMIT = Duration.ofMinutes(1);

  private final List<Connections> endpoints;
  private final List<Request> requests;
  private final Completions completions;
  private final Tally tally;
  private final @Nullable KillRun kills;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong starts = new AtomicLong();
  private volatile boolean running = true;
  private @Nullable Thread pace;

  Load(
      List<Connections> endpoints,
      String stateMachineArn,
      Workload workload,
      Completions completions,
      Tally tally)
      throws IOException {
    this(endpoints, stateMachineArn, workload, completions, tally, null);
  }

  /**
   * A load that outlives coordinators.
   *
   * @param kills null if nobody is killed
   */
  Load(
      List<Connections> endpoints,
      String stateMachineArn,
      Workload workload,
      Completions completions,
      Tally tally,
      @Nullable KillRun kills)
      throws IOException {
    this.kills = kills;
    this.endpoints = endpoints;
    this.completions = completions;
    this.tally = tally;
    String body =
        JSON.writeValueAsString(
            Map.of("stateMachineArn", stateMachineArn, "input", workload.input()));
    String action = workload.isSynchronous() ? "StartSyncExecution" : "StartExecution";
    this.requests =
        endpoints.stream().map(connections -> connections.request(action, body)).toList();
  }

  /** Keeps {@code concurrency} executions in flight until {@link #stop}. */
  void closedLoop(int concurrency) {
    for (int user = 0; user < concurrency; user++) {
      threads.execute(
          () -> {
            while (running) {
              runOne(System.nanoTime());
            }
          });
    }
  }

  /**
   * Starts one execution every {@code 1/rate} seconds until {@link #stop}; a late start counts from
   * when it was due.
   */
  void openLoop(double rate) {
    long interval = (long) (TimeUnit.SECONDS.toNanos(1) / rate);
    pace = Thread.ofPlatform().name("pace").daemon().start(() -> keepPace(interval));
  }

  private void keepPace(long interval) {
    for (long due = System.nanoTime(); running; due += interval) {
      long start = due;
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      threads.execute(() -> runOne(start));
    }
  }

  private void runOne(long due) {
    inFlight.incrementAndGet();
    try {
      if (kills != null) {
        runOne(due, kills);
        return;
      }
      int turn = (int) (starts.getAndIncrement() % endpoints.size());
      Connection.Response response = endpoints.get(turn).send(requests.get(turn));
      if (response.status() != 200) {
        refused(response);
        return;
      }
      Completions.Ended ended = ended(JSON.readTree(response.body()));
      tally.ended(ended.status(), ended.nanoTime() - due);
    } catch (IOException e) {
      tally.problem("start: " + e.getMessage());
      LockSupport.parkNanos(AFTER_REFUSAL.toNanos());
    } catch (CompletionException e) {
      boolean late = e.getCause() instanceof TimeoutException;
      tally.problem(
          late
              ? "execution not ended within " + endLimit().toSeconds() + " s"
              : "describe: " + e.getMessage());
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private void runOne(long due, KillRun run) throws IOException {
    String arn = run.starts().start();
    Completions.Ended ended = run.awaitEnd(arn, completions.of(arn));
    if (ended.partition() >= 0) {
      run.silence().broken(ended.partition(), ended.nanoTime());
    }
    tally.ended(ended.status(), ended.nanoTime() - due);
  }

  private Duration endLimit() {
    return kills == null ? END_LIMIT : KillRun.LONGEST_EXECUTION;
  }

  private Completions.Ended ended(JsonNode started) {
    if (started.has("status")) {
      return new Completions.Ended(started.path("status").asText(), System.nanoTime());
    }
    return completions
        .of(started.path("executionArn").asText())
        .orTimeout(END_LIMIT.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  private void refused(Connection.Response response) throws IOException {
    String type = JSON.readTree(response.body()).path("__type").asText("HTTP " + response.status());
    tally.problem("start refused: " + type.substring(type.indexOf('#') + 1));
    LockSupport.parkNanos(AFTER_REFUSAL.toNanos());
  }

  int inFlight() {
    return inFlight.get();
  }

  /**
   * No more starts; returns when what is in flight has ended, or after the longest time that one
   * may take.
   */
  void stop() {
    running = false;
    try {
      if (pace != null) {
        pace.join();
      }
      threads.shutdown();
      threads.awaitTermination(endLimit().toSeconds() + 5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running = false;
    threads.shutdownNow();
  }
}
