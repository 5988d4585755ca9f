package io.passo.asl.interpreter;

import io.passo.asl.data.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Map Run that has ended without success, as it is known when its execution is redriven.
 *
 * @param arn its ARN
 * @param startedAt when it began
 * @param limits concurrency and tolerated failures, as they were last
 * @param total items that were known
 * @param nextItem index of the first item that no child had been given
 * @param redriveCount how often it has been redriven before
 * @param children every child that had begun, in no particular order, but for those left out
 * @param leftOut children that had succeeded and are not among the others: too many to be named
 * @param leftOutItems items of those
 */
public record PastMapRun(
    String arn,
    Instant startedAt,
    MapRunLimits limits,
    int total,
    int nextItem,
    int redriveCount,
    List<Child> children,
    int leftOut,
    int leftOutItems) {
  public PastMapRun {
    children = List.copyOf(children);
  }

  /**
   * A child execution that has ended.
   *
   * @param items how many items it was given
   * @param output only of one that succeeded
   */
  public record Child(
      String executionArn, int items, ExecutionStatus status, @Nullable Json output) {}
}
