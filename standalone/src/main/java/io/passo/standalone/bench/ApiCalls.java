package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.passo.standalone.aws.Signer;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.system.RunningProcess;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/** Single actions of the API, each called as often as it is answered; and polls that wait. */
public final class ApiCalls {
  private static final int DELIVERED = 21;
  private static final int DESCRIBED = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One action. CPU is in milliseconds for each call, latencies are in milliseconds.
   *
   * @param coordinatorMillis CPU of the coordinator
   * @param serverMillis CPU of all server processes
   * @param callerMillis CPU of this process, the caller
   * @param refused calls that were not answered with success
   */
  public record Row(
      String call,
      double perSecond,
      double p50,
      double p95,
      double p99,
      double coordinatorMillis,
      double serverMillis,
      double callerMillis,
      long refused) {}

  /**
   * Polls that wait for activity tasks.
   *
   * @param cpuPercent of one core that the coordinator takes meanwhile
   * @param idlePercent likewise before
   * @param heapBytes live heap of the coordinator that they take together
   * @param deliveryMillis from the start of an execution to its task at the poll that waited
   *     longest, the median of some
   */
  public record Polls(
      int count, double cpuPercent, double idlePercent, long heapBytes, double deliveryMillis) {}

  /** What was seen. */
  public record Result(List<Row> calls, Polls polls) {
    /** Whether every call was answered with success. */
    public boolean isClean() {
      return calls.stream().allMatch(row -> row.refused() == 0);
    }
  }

  private final SystemStatus system;
  private final URI endpoint;
  private final Optional<Signer> signer;
  private final Consumer<String> progress;

  /**
   * A run against the first coordinator of a system on this host.
   *
   * @param progress is told how far it is
   */
  public ApiCalls(SystemStatus system, Consumer<String> progress) {
    this.system = system;
    this.endpoint = URI.create(system.coordinators().getFirst().address());
    this.signer = Signer.wanted(endpoint, system);
    this.progress = progress;
  }

  /** Runs all of it. */
  public Result run(int concurrency, Duration warmUp, Duration measured, int polls) {
    try (StatesClient client = new StatesClient(endpoint, signer)) {
      Polls parked = parked(client, polls, measured);
      String passing = client.register("bench-api-pass", Workload.resource("pass"));
      String waiting = client.register("bench-api-wait", Workload.resource("wait"));
      // A Wait state that waits longer than a year fails.
      String at = "{\"at\":\"%s\"}".formatted(Instant.now().plus(30, ChronoUnit.DAYS));
      List<String> closed = started(client, passing, "{}");
      List<String> open = started(client, waiting, at);
      List<Row> rows = new ArrayList<>();
      rows.add(
          measure("DescribeExecution, closed", concurrency, warmUp, measured, described(closed)));
      rows.add(measure("DescribeExecution, open", concurrency, warmUp, measured, described(open)));
      rows.add(
          measure(
              "StartExecution, one Pass state",
              concurrency,
              warmUp,
              measured,
              request("StartExecution", Map.of("stateMachineArn", passing, "input", "{}"))));
      open.forEach(execution -> client.call("StopExecution", Map.of("executionArn", execution)));
      return new Result(rows, parked);
    }
  }

  private List<String> started(StatesClient client, String machine, String input) {
    progress.accept("starting executions");
    List<String> executions = new ArrayList<>();
    for (int n = 0; n < DESCRIBED; n++) {
      executions.add(client.start(machine, input));
    }
    return executions;
  }

  private IntFunction<Request> described(List<String> executions) {
    List<Request> requests =
        executions.stream()
            .map(arn -> request("DescribeExecution", Map.of("executionArn", arn)).apply(0))
            .toList();
    return number -> requests.get(number % requests.size());
  }

  private IntFunction<Request> request(String action, Map<String, String> members) {
    try {
      Request request = new Request(endpoint, action, JSON.writeValueAsString(members), signer);
      return number -> request;
    } catch (IOException e) {
      throw new IllegalStateException("Expected texts to be written as JSON", e);
    }
  }

  private Row measure(
      String call,
      int concurrency,
      Duration warmUp,
      Duration measured,
      IntFunction<Request> requests) {
    progress.accept("warming up: " + call);
    try (Callers callers = Callers.start(endpoint, concurrency, requests)) {
      pause(warmUp);
      progress.accept("measuring: " + call);
      RunningProcess coordinator = system.coordinators().getFirst();
      double before = ProcessUsage.totalCpuMillis(List.of(coordinator));
      double allBefore = ProcessUsage.totalCpuMillis(system.processes());
      double ownBefore = ProcessUsage.ownCpuMillis();
      long begin = System.nanoTime();
      callers.measure();
      pause(measured);
      Histogram micros = callers.measured();
      double seconds = (System.nanoTime() - begin) / 1e9;
      double calls = Math.max(1, micros.getTotalCount());
      return new Row(
          call,
          micros.getTotalCount() / seconds,
          micros.getValueAtPercentile(50) / 1_000.0,
          micros.getValueAtPercentile(95) / 1_000.0,
          micros.getValueAtPercentile(99) / 1_000.0,
          (ProcessUsage.totalCpuMillis(List.of(coordinator)) - before) / calls,
          (ProcessUsage.totalCpuMillis(system.processes()) - allBefore) / calls,
          (ProcessUsage.ownCpuMillis() - ownBefore) / calls,
          callers.refused());
    }
  }

  private Polls parked(StatesClient client, int count, Duration measured) {
    progress.accept("looking at the idle system");
    String activity =
        client.call("CreateActivity", Map.of("name", "bench-api")).path("activityArn").asText();
    String machine =
        client.register(
            "bench-api-activity", Workload.resource("activity").replace("ACTIVITY", activity));
    RunningProcess coordinator = system.coordinators().getFirst();
    double idle = percent(coordinator, measured);
    long heap = Heap.liveBytes(coordinator);
    try (ParkedPolls polls = new ParkedPolls(endpoint, signer, activity, count)) {
      progress.accept(count + " polls wait");
      // They are answered after a minute.
      Duration watched = measured.toSeconds() > 30 ? Duration.ofSeconds(30) : measured;
      double busy = percent(coordinator, watched);
      long more = Heap.liveBytes(coordinator) - heap;
      return new Polls(count, busy, idle, more, delivered(client, machine, polls));
    }
  }

  /** Milliseconds from a start to its task at a poll: the median of some, one after the other. */
  private static double delivered(StatesClient client, String machine, ParkedPolls polls) {
    double[] millis = new double[DELIVERED];
    for (int n = 0; n < DELIVERED; n++) {
      long begin = System.nanoTime();
      client.start(machine, "{}");
      JsonNode task = polls.next();
      millis[n] = (System.nanoTime() - begin) / 1e6;
      client.sendTaskSuccess(task.path("taskToken").asText(), "{}");
    }
    Arrays.sort(millis);
    return millis[DELIVERED / 2];
  }

  private static double percent(RunningProcess process, Duration watched) {
    double before = ProcessUsage.totalCpuMillis(List.of(process));
    long begin = System.nanoTime();
    pause(watched);
    double millis = (System.nanoTime() - begin) / 1e6;
    return 100 * (ProcessUsage.totalCpuMillis(List.of(process)) - before) / millis;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SystemException("Interrupted", e);
    }
  }
}
