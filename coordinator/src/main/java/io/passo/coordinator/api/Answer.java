package io.passo.coordinator.api;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What goes back over HTTP.
 *
 * @param status HTTP status
 * @param error error code, null for a success
 * @param body JSON as UTF-8
 */
record Answer(int status, @Nullable String error, Buffer body) {}
