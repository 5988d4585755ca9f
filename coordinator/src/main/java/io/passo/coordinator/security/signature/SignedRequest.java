package io.passo.coordinator.security.signature;

import java.util.List;

/**
 * What of a request is signed.
 *
 * @param method HTTP method, upper case
 * @param path path as it was sent
 * @param query query string as it was sent, without the question mark; empty if there is none
 * @param headers gives the values of a header, in the order in which they were sent
 * @param body as it was sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, read only
public record SignedRequest(
    String method, String path, String query, Headers headers, byte[] body) {

  /** The headers of a request; names in any case. */
  @FunctionalInterface
  public interface Headers {
    List<String> values(String name);

    /** The first value, or an empty string. */
    default String first(String name) {
      List<String> values = values(name);
      return values.isEmpty() ? "" : values.getFirst();
    }
  }
}
