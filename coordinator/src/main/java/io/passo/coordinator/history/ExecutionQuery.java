package io.passo.coordinator.history;

import io.passo.asl.interpreter.ExecutionStatus;
import org.jspecify.annotations.Nullable;

/**
 * A page of executions, newest first.
 *
 * @param owner whose executions
 * @param status only executions with this status, null for all
 * @param redriven true for only those that were redriven, false for only the others, null for all
 * @param pending which of the children that wait to be redriven, null for all
 * @param after the last execution of the page before, null for the first page
 * @param limit at most this many executions
 */
public record ExecutionQuery(
    Owner owner,
    @Nullable ExecutionStatus status,
    @Nullable Boolean redriven,
    @Nullable Pending pending,
    @Nullable Cursor after,
    int limit) {
  public ExecutionQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("Expected a limit >= 1 but was " + limit);
    }
  }

  /** Of all, whether they wait to be redriven or not. */
  public ExecutionQuery(
      Owner owner,
      @Nullable ExecutionStatus status,
      @Nullable Boolean redriven,
      @Nullable Cursor after,
      int limit) {
    this(owner, status, redriven, null, after, limit);
  }

  /**
   * Children that wait to be redriven by their Map Run, or all others.
   *
   * @param redriveDate when the Map Run was redriven: those wait that had ended without success
   *     before and have not been redriven since
   * @param isWanted whether they are asked for, or left out
   */
  public record Pending(long redriveDate, boolean isWanted) {}

  /** What executions were started by. */
  public sealed interface Owner {}

  /** All of a state machine, also those started by versions and aliases. */
  public record StateMachine(String arn) implements Owner {}

  /** Those started by a version, or by an alias that chose it. */
  public record Version(String arn) implements Owner {}

  /** Those started by an alias. */
  public record Alias(String arn) implements Owner {}

  /** Child executions of a Map Run. */
  public record MapRun(String arn) implements Owner {}

  /** Where a page ended: start date in milliseconds and, among equal ones, the ARN. */
  public record Cursor(long startDate, String arn) {
    /** From {@link #text}. */
    public static Cursor parse(String text) {
      int bar = text.indexOf('|');
      return new Cursor(Long.parseLong(text.substring(0, bar)), text.substring(bar + 1));
    }

    /** {@code <start date in ms>|<ARN>}. */
    public String text() {
      return startDate + "|" + arn;
    }
  }
}
