package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * An answer of the Lambda API.
 *
 * @param status HTTP status
 * @param headers further headers
 * @param body JSON, or nothing
 */
record LambdaAnswer(int status, Map<String, String> headers, Buffer body) {
  static LambdaAnswer json(int status, JsonNode body) {
    return new LambdaAnswer(status, Map.of(), Buffer.buffer(body.toString()));
  }

  static LambdaAnswer empty(int status) {
    return new LambdaAnswer(status, Map.of(), Buffer.buffer());
  }
}
