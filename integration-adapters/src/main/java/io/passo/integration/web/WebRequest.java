package io.passo.integration.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request of a Task.
 *
 * @param method in capital letters
 * @param url where it goes, with its query
 * @param headers names in lower case, and values
 * @param body text, if it has one
 * @param timeout longest time the call may take
 */
public record WebRequest(
    String method,
    String url,
    Map<String, List<String>> headers,
    @Nullable String body,
    Duration timeout) {
  public WebRequest {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    headers.forEach(
        (name, values) ->
            copy.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                .addAll(values));
    headers = copy;
  }

  /** The same with a header that takes the place of one of the same name. */
  public WebRequest with(String header, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(header.toLowerCase(Locale.ROOT), List.of(value));
    return new WebRequest(method, url, more, body, timeout);
  }

  /** The same to another place. */
  WebRequest to(String otherMethod, String otherUrl, boolean otherHost) {
    Map<String, List<String>> fewer = new LinkedHashMap<>(headers);
    if (otherHost) {
      // Who is redirected elsewhere must not take secrets along; which headers are some is not
      // known.
      fewer.keySet().retainAll(List.of("accept", "content-type", "user-agent", "range"));
    }
    return new WebRequest(
        otherMethod, otherUrl, fewer, otherMethod.equals("GET") ? null : body, timeout);
  }
}
