package io.passo.coordinator.api;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What goes back over HTTP.
 *
 * @param contentType media type of the body
 * @param status HTTP status
 * @param error error code, null for a success
 * @param body text as UTF-8
 */
public record Answer(String contentType, int status, @Nullable String error, Buffer body) {
  private static final String AWS_JSON = "application/x-amz-json-1.0";

  /** One in AWS JSON. */
  Answer(int status, @Nullable String error, Buffer body) {
    this(AWS_JSON, status, error, body);
  }
}
