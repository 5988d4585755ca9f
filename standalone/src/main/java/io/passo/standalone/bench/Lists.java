package io.passo.standalone.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.standalone.aws.Signer;
import io.passo.standalone.aws.StatesClient;
import io.passo.standalone.system.SystemStatus;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How long ListExecutions takes over many executions, with each filter. */
public final class Lists {
  private static final long LONGEST_MICROS = 600_000_000;
  private static final List<String> STATUSES =
      List.of("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");

  /** Pages that a page may be after the first one. */
  private static final int DEEPEST = 20;

  /**
   * Latencies of one kind of request, in milliseconds.
   *
   * @param filter what was asked for
   * @param requests pages that were read
   * @param rows executions on them on average
   */
  public record Row(
      String filter, long requests, double rows, double p50, double p95, double p99) {}

  /**
   * What was seen.
   *
   * @param rows executions in the index
   * @param fillSeconds that making them took
   */
  public record Result(int rows, double fillSeconds, List<Row> lists) {}

  private final SystemStatus system;
  private final Consumer<String> progress;

  /**
   * A run against a system on this host.
   *
   * @param progress is told how far it is
   */
  public Lists(SystemStatus system, Consumer<String> progress) {
    this.system = system;
    this.progress = progress;
  }

  /**
   * Fills the index and reads from it.
   *
   * @param requests pages that are read with each filter
   * @param keep whether the rows stay
   */
  public Result run(int rows, int requests, boolean keep) {
    try (ListRows index = new ListRows(system, progress)) {
      double seconds = index.fill(rows);
      List<Row> lists = new ArrayList<>();
      URI first = URI.create(system.coordinators().getFirst().address());
      try (StatesClient client = new StatesClient(first, Signer.wanted(first, system))) {
        filters(index)
            .forEach(
                (name, filter) -> {
                  progress.accept(name);
                  measure(client, name, filter, requests / 10);
                  lists.add(measure(client, name, filter, requests));
                });
      }
      if (!keep) {
        index.clear();
      }
      return new Result(rows, seconds, lists);
    }
  }

  private static Map<String, Map<String, Object>> filters(ListRows index) {
    Map<String, Map<String, Object>> owners = new LinkedHashMap<>();
    owners.put("state machine", Map.of("stateMachineArn", index.machine()));
    owners.put("version", Map.of("stateMachineArn", index.version()));
    owners.put("alias", Map.of("stateMachineArn", index.alias()));
    owners.put("Map Run", Map.of("mapRunArn", index.mapRun()));
    Map<String, Map<String, Object>> filters = new LinkedHashMap<>();
    owners.forEach(
        (owner, request) -> {
          filters.put(owner, request);
          for (String status : STATUSES) {
            filters.put(owner + ", " + status, with(request, "statusFilter", status));
          }
          for (String redriven : List.of("REDRIVEN", "NOT_REDRIVEN")) {
            filters.put(owner + ", " + redriven, with(request, "redriveFilter", redriven));
          }
        });
    Map<String, Object> machine = Map.of("stateMachineArn", index.machine());
    filters.put(
        "state machine, FAILED, REDRIVEN",
        with(with(machine, "statusFilter", "FAILED"), "redriveFilter", "REDRIVEN"));
    filters.put("state machine, pages of 1000", with(machine, "maxResults", 1000));
    return filters;
  }

  private static Map<String, Object> with(Map<String, Object> request, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(request);
    more.put(name, value);
    return more;
  }

  private static Row measure(
      StatesClient client, String name, Map<String, Object> filter, int requests) {
    Histogram micros = new Histogram(LONGEST_MICROS, 3);
    Random random = new Random(requests);
    long rows = 0;
    @Nullable String token = null;
    for (int n = 0; n < requests; n++) {
      Map<String, Object> request = token == null ? filter : with(filter, "nextToken", token);
      long begin = System.nanoTime();
      JsonNode page = client.call("ListExecutions", request);
      micros.recordValue((System.nanoTime() - begin) / 1_000);
      rows += page.path("executions").size();
      // The first page again, or the next one.
      token =
          random.nextInt(DEEPEST) == 0 || !page.hasNonNull("nextToken")
              ? null
              : page.path("nextToken").asText();
    }
    return new Row(
        name,
        requests,
        (double) rows / requests,
        micros.getValueAtPercentile(50) / 1_000.0,
        micros.getValueAtPercentile(95) / 1_000.0,
        micros.getValueAtPercentile(99) / 1_000.0);
  }
}
