package io.passo.worker;

import io.passo.protocol.Payload;
import io.passo.protocol.StepResult;
import org.jspecify.annotations.Nullable;

/** How a step ended. */
public sealed interface StepOutcome {

  /** The step succeeded. */
  record Succeeded(Payload output) implements StepOutcome {}

  /**
   * The step failed.
   *
   * @param kind which history event it becomes
   * @param error name of the error, what Retry and Catch match
   * @param cause text for people, for functions their JSON error document
   */
  record Failed(StepResult.Kind kind, @Nullable String error, @Nullable String cause)
      implements StepOutcome {}

  /**
   * The call that submits a callback succeeded; the attempt stays open until somebody else ends it.
   */
  record Submitted(Payload output) implements StepOutcome {}

  /**
   * The call that submits a job succeeded; the attempt stays open, and the job is followed by
   * {@link JobHandler}.
   *
   * @param output response of the call
   * @param handle what the job is found by, as JSON
   */
  record JobStarted(Payload output, Payload handle) implements StepOutcome {}

  /** The step succeeded with this JSON text. */
  static StepOutcome succeeded(String json) {
    return new Succeeded(Payload.of(json));
  }

  /** The step failed with this error. */
  static StepOutcome failed(String error, @Nullable String cause) {
    return new Failed(StepResult.Kind.FAILED, error, cause);
  }
}
