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
 * @param isTags whether it is about tags
 * @param path parts of the path after {@code functions} or {@code tags}, decoded
 * @param query parameters
 * @param headers headers
 * @param body body
 */
@SuppressWarnings("ArrayRecordComponent")
record LambdaRequest(
    String method,
    boolean isTags,
    List<String> path,
    MultiMap query,
    MultiMap headers,
    byte[] body,
    Call call) {
  private static final int LARGEST_PAGE = 50;

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
    if (isTags) {
      return tagAction();
    }
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
            case "GET policy" -> "GetPolicy";
            case "GET event-invoke-config" -> "GetFunctionEventInvokeConfig";
            case "GET url" -> "GetFunctionUrlConfig";
            case "GET runtime-management-config" -> "GetRuntimeManagementConfig";
            case "GET aliases" -> "ListAliases";
            case "POST aliases" -> "CreateAlias";
            case "POST versions" -> "PublishVersion";
            case "PUT configuration" -> "UpdateFunctionConfiguration";
            case "PUT code" -> "UpdateFunctionCode";
            case "POST invocations" -> "Invoke";
            default -> "Unknown";
          };
      case 3 ->
          switch (method + " " + target) {
            case "GET aliases" -> "GetAlias";
            case "PUT aliases" -> "UpdateAlias";
            case "DELETE aliases" -> "DeleteAlias";
            default -> "Unknown";
          };
      default -> "Unknown";
    };
  }

  private String tagAction() {
    return switch (path.size() == 1 ? method : "") {
      case "GET" -> "ListTags";
      case "POST" -> "TagResource";
      case "DELETE" -> "UntagResource";
      default -> "Unknown";
    };
  }

  /** The same with the version or alias that {@code Qualifier} names. */
  FunctionName qualified() {
    String qualifier = parameter("Qualifier");
    return qualifier == null ? function() : function().with(FunctionName.qualifier(qualifier));
  }

  /** How many entries an answer may have. */
  int pageSize() {
    String text = parameter("MaxItems");
    if (text == null) {
      return LARGEST_PAGE;
    }
    if (!text.matches("\\d{1,5}") || text.matches("0+")) {
      throw LambdaErrors.invalid("Expected MaxItems to be between 1 and 10000");
    }
    return Math.min(LARGEST_PAGE, Integer.parseInt(text));
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
