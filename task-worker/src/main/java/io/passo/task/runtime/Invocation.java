package io.passo.task.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function.
 *
 * @param requestId id of the call
 * @param functionArn ARN it was called by, with version or alias
 * @param payload JSON text, UTF-8
 * @param deadline when the Task gives up
 * @param attemptId the same if the attempt is delivered again: an idempotency key
 * @param stepKey the same over all retries of the state
 * @param executionArn execution that calls: what the function logs is logged for it
 * @param traceHeader {@code X-Amzn-Trace-Id} of the execution, if it has one
 * @param version version of the function that runs
 * @param clientContext JSON text that the caller gives besides the payload, if any
 * @param logs gets what the function logs, if the caller asks for it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Invocation(
    String requestId,
    String functionArn,
    byte[] payload,
    Instant deadline,
    String attemptId,
    String stepKey,
    String executionArn,
    @Nullable String traceHeader,
    String version,
    @Nullable String clientContext,
    @Nullable LogTail logs) {
  /** A call of the latest version, with nothing besides the payload. */
  public Invocation(
      String requestId,
      String functionArn,
      byte[] payload,
      Instant deadline,
      String attemptId,
      String stepKey,
      String executionArn,
      @Nullable String traceHeader) {
    this(
        requestId,
        functionArn,
        payload,
        deadline,
        attemptId,
        stepKey,
        executionArn,
        traceHeader,
        "$LATEST",
        null,
        null);
  }
}
