package io.passo.coordinator.api;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What goes back over HTTP.
 *
 * @param status HTTP status
 * @param error error code, null for a success
 * @param body JSON as UTF-8; must not be changed
 */
record Answer(int status, @Nullable String error, byte[] body) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Answer answer
        && status == answer.status
        && Objects.equals(error, answer.error)
        && Arrays.equals(body, answer.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, error, Arrays.hashCode(body));
  }

  @Override
  public String toString() {
    return "Answer[" + status + ", " + error + ", " + body.length + " bytes]";
  }
}
