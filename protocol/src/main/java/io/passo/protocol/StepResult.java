package io.passo.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a worker says about an attempt, in {@code passo.results[partition]}. The first Succeeded or
 * Failed that is applied closes the attempt; later ones are counted and dropped.
 */
public sealed interface StepResult {
  Header header();

  /**
   * Which attempt the result is about, and who says so.
   *
   * @param key execution
   * @param executionArn its ARN
   * @param attempt the attempt
   * @param account account of the execution
   * @param pool pool whose worker answers
   * @param worker name of the worker, for people
   * @param startedAt when the worker began, milliseconds since the epoch
   */
  record Header(
      ExecutionKey key,
      String executionArn,
      long attempt,
      String account,
      String pool,
      String worker,
      long startedAt) {}

  /** The attempt succeeded. */
  record Succeeded(Header header, Payload output) implements StepResult {}

  /**
   * The attempt failed.
   *
   * @param kind which history event it becomes
   * @param error name of the error
   * @param cause text, for functions their JSON error document
   */
  record Failed(Header header, Kind kind, @Nullable String error, @Nullable String cause)
      implements StepResult {}

  /** The call that submits a callback or job succeeded; the attempt stays open. */
  record Submitted(Header header, Payload output) implements StepResult {}

  /** The worker is still at it. */
  record Heartbeat(Header header) implements StepResult {}

  /** How an attempt failed. */
  enum Kind {
    FAILED,
    TIMED_OUT,
    SUBMIT_FAILED,
    SCHEDULE_FAILED,
    START_FAILED
  }
}
