package io.passo.coordinator.api;

import io.passo.coordinator.security.CallerIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Circumstances of one request.
 *
 * @param caller whose request it is
 * @param requestId id answered in {@code x-amzn-RequestId}
 * @param traceHeader {@code X-Amzn-Trace-Id}, if sent
 * @param source where it comes from
 */
public record Call(
    CallerIdentity caller, String requestId, @Nullable String traceHeader, Source source) {
  /** A call from nowhere in particular. */
  public Call(CallerIdentity caller, String requestId, @Nullable String traceHeader) {
    this(caller, requestId, traceHeader, new Source("127.0.0.1", "", false));
  }

  /**
   * Where a request comes from.
   *
   * @param address IP address of who is connected to us
   * @param userAgent header {@code User-Agent}, empty if it was not sent
   * @param secure whether it came over TLS
   */
  public record Source(String address, String userAgent, boolean secure) {}
}
