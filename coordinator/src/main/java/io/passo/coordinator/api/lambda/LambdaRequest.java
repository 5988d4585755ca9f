package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.Call;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of the Lambda API.
 *
 * @param method HTTP method
 * @param path parts of the path after {@code functions}, decoded
 * @param query parameters
 * @param headers headers
 * @param body body
 */
@SuppressWarnings("ArrayRecordComponent")
record LambdaRequest(
    String method, List<String> path, MultiMap query, MultiMap headers, byte[] body, Call call) {
  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(32)
                      .maxStringLength(LambdaRoute.LARGEST_BODY)
                      .build())
              .build());

  /** Name of the action, "Unknown" for none. */
  String action() {
    String target = path.size() < 2 ? "" : path.get(1);
    return switch (path.size()) {
      case 0 ->
          switch (method) {
            case "POST" -> "CreateFunction";
            case "GET" -> "ListFunctions";
            default -> "Unknown";
          };
      case 1 ->
          switch (method) {
            case "GET" -> "GetFunction";
            case "DELETE" -> "DeleteFunction";
            default -> "Unknown";
          };
      case 2 ->
          switch (method + " " + target) {
            case "GET configuration" -> "GetFunctionConfiguration";
            case "GET versions" -> "ListVersionsByFunction";
            case "GET code-signing-config" -> "GetFunctionCodeSigningConfig";
            case "GET concurrency" -> "GetFunctionConcurrency";
            case "PUT configuration" -> "UpdateFunctionConfiguration";
            case "PUT code" -> "UpdateFunctionCode";
            case "POST invocations" -> "Invoke";
            default -> "Unknown";
          };
      default -> "Unknown";
    };
  }

  /** The function that the path names. */
  FunctionName function() {
    return FunctionName.parse(path.getFirst(), call.caller());
  }

  /** The body as an object. */
  ObjectNode json() {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw LambdaErrors.invalidContent(e.getOriginalMessage());
    } catch (IOException e) {
      throw LambdaErrors.invalidContent("Expected UTF-8");
    }
    throw LambdaErrors.invalidContent("Expected an object");
  }

  @Nullable String parameter(String name) {
    return query.get(name);
  }
}
