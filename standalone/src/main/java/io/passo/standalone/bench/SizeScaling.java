package io.passo.standalone.bench;

import io.passo.standalone.system.SystemStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one item, or one transition, costs in small and in large executions. */
public final class SizeScaling {
  private static final int IN_FLIGHT = 16;

  /**
   * One size.
   *
   * @param size items or transitions of an execution
   * @param executions that were run
   * @param cpuMicros CPU microseconds of all server processes for one item or transition
   * @param micros wall clock likewise
   */
  public record Result(int size, int executions, double cpuMicros, double micros) {}

  private final SystemStatus system;
  private final Shape shape;
  private final Consumer<String> progress;

  /**
   * Measures one shape.
   *
   * @param system on this host
   */
  public SizeScaling(SystemStatus system, Shape shape, Consumer<String> progress) {
    this.system = system;
    this.shape = shape;
    this.progress = progress;
  }

  /**
   * Runs executions of each size, one size after the other, and the same number of items or
   * transitions of each.
   *
   * @param sizes in the order to measure them
   * @param items of each size, about
   * @param warmUpItems before, of each size
   */
  public List<Result> run(List<Integer> sizes, int items, int warmUpItems) {
    try (Runs runs = new Runs(system, shape.machineName(), shape.definition())) {
      for (int size : sizes) {
        progress.accept("warming up: " + size);
        run(runs, size, warmUpItems);
      }
      List<Result> results = new ArrayList<>();
      for (int size : sizes) {
        progress.accept("measuring: " + size);
        results.add(measure(runs, size, items));
      }
      return results;
    }
  }

  private Result measure(Runs runs, int size, int items) {
    double before = ProcessUsage.totalCpuMillis(system.processes());
    long nanos = run(runs, size, items);
    int executions = executions(size, items);
    double cpu = ProcessUsage.totalCpuMillis(system.processes()) - before;
    double done = (double) executions * size;
    return new Result(size, executions, cpu * 1_000 / done, nanos / 1_000.0 / done);
  }

  // About as many items for all sizes; at the same time only so many executions as there are.
  private long run(Runs runs, int size, int items) {
    int executions = executions(size, items);
    return runs.run(executions, Math.min(IN_FLIGHT, executions), number -> shape.input(size));
  }

  private static int executions(int size, int items) {
    return Math.max(1, items / size);
  }
}
