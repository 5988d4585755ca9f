package io.passo.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a worker says about an attempt, in {@code passo.results[partition]}, or in {@code
 * passo.replies} where {@link StepCommand#replyTo()} says so. The first Succeeded or Failed that is
 * applied closes the attempt; later ones are counted and dropped.
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

  /** What became of the attempt, or how far it is; the other results are questions. */
  sealed interface Report extends StepResult {}

  /** The attempt succeeded. */
  record Succeeded(Header header, Payload output) implements Report {}

  /**
   * The attempt failed.
   *
   * @param kind which history event it becomes
   * @param error name of the error
   * @param cause text, for functions their JSON error document
   */
  record Failed(Header header, Kind kind, @Nullable String error, @Nullable String cause)
      implements Report {}

  /** The call that submits a callback or job succeeded; the attempt stays open. */
  record Submitted(Header header, Payload output) implements Report {}

  /** The worker is still at it. */
  record Heartbeat(Header header) implements Report {}

  /**
   * The worker was given the command again and asks whether the attempt is still open: an earlier
   * delivery may have ended it. The answer, {@link Reply.AttemptOpen} or {@link Reply.TaskClosed},
   * comes by {@code passo.replies} after the commit that read the question.
   */
  record Ask(Header header, Question question) implements StepResult {}

  /**
   * The worker wants to be the only one that ever runs the attempt; answered like {@link Ask}. The
   * first claim wins. A claim of a later delivery of the same record says that the holder is lost:
   * it fails the attempt.
   *
   * @param record place of the command in the step topic, {@code <partition>/<offset>}
   * @param deliveryCount how often that record was delivered, from 1
   */
  record Claim(Header header, Question question, String record, int deliveryCount)
      implements StepResult {}

  /**
   * How an answer finds its way.
   *
   * @param requestId names the question; the same when it is asked again
   * @param instanceId worker process that asks
   */
  record Question(String requestId, String instanceId) {}

  /** How an attempt failed. */
  enum Kind {
    FAILED,
    TIMED_OUT,
    SUBMIT_FAILED,
    SCHEDULE_FAILED,
    START_FAILED
  }
}
