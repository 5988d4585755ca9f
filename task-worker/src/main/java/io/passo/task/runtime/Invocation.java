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
    @Nullable String traceHeader) {}
