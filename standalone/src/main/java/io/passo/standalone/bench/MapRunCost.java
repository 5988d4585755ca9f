package io.passo.standalone.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.standalone.system.SystemStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What a Map Run takes that gives each item of its input to a child execution of its own. */
public final class MapRunCost {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a child does. */
  public enum Child {
    /** One Task, by a function in Java that gives back what it gets. */
    TASK,
    /** One Pass state: what remains is the price of an execution. */
    PASS
  }

  /**
   * What to run.
   *
   * @param child what each child does
   * @param express whether children are Express executions
   * @param items how many children
   * @param concurrency at most so many at the same time; 0 for 10,000
   */
  public record Plan(Child child, boolean express, int items, int concurrency) {}

  /**
   * One Map Run.
   *
   * @param seconds from the start of its execution to its end
   * @param cpuMillis CPU time of all server processes for one item
   * @param processes the same by process
   */
  public record Result(
      Plan plan, double seconds, double cpuMillis, Map<String, Double> processes) {}

  private final SystemStatus system;
  private final Consumer<String> progress;

  /** Measures on a system of this host. */
  public MapRunCost(SystemStatus system, Consumer<String> progress) {
    this.system = system;
    this.progress = progress;
  }

  /**
   * Runs one Map Run after the other and measures the last.
   *
   * @param warmUps how many to run before
   */
  public Result run(Plan plan, int warmUps) {
    String name = "bench-map-run-" + (plan.express() ? "express" : "standard");
    try (Runs runs = new Runs(system, name, definition(plan))) {
      for (int round = 1; round <= warmUps; round++) {
        progress.accept("warming up: " + plan.child() + ", " + round + " of " + warmUps);
        runs.run(1, 1, any -> Shape.MAP.input(plan.items()));
      }
      progress.accept("measuring: " + plan.child());
      Map<String, Double> before = ProcessUsage.cpuMillis(system.processes());
      long nanos = runs.run(1, 1, any -> Shape.MAP.input(plan.items()));
      Map<String, Double> taken = new LinkedHashMap<>();
      ProcessUsage.cpuMillis(system.processes())
          .forEach(
              (process, millis) ->
                  taken.put(process, (millis - before.getOrDefault(process, 0.0)) / plan.items()));
      double all = taken.values().stream().mapToDouble(Double::doubleValue).sum();
      return new Result(plan, nanos / 1e9, all, taken);
    }
  }

  private static String definition(Plan plan) {
    try {
      JsonNode machine = JSON.readTree(Workload.resource("map-run"));
      ObjectNode map = (ObjectNode) machine.path("States").path("FanOut");
      map.put("MaxConcurrency", plan.concurrency());
      JsonNode processor = map.path("ItemProcessor");
      ((ObjectNode) processor.path("ProcessorConfig"))
          .put("ExecutionType", plan.express() ? "EXPRESS" : "STANDARD");
      if (plan.child() == Child.PASS) {
        ObjectNode work = (ObjectNode) processor.path("States").path("Work");
        work.put("Type", "Pass").remove("Resource");
      }
      return machine.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected map-run.asl.json to be JSON", e);
    }
  }
}
