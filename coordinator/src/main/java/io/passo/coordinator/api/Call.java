package io.passo.coordinator.api;

import io.passo.coordinator.security.CallerIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Circumstances of one request.
 *
 * @param caller whose request it is
 * @param requestId id answered in {@code x-amzn-RequestId}
 * @param traceHeader {@code X-Amzn-Trace-Id}, if sent
 */
public record Call(CallerIdentity caller, String requestId, @Nullable String traceHeader) {}
