package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.function.StoredFunction;
import io.passo.coordinator.function.StoredFunction.Settings;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A function as the API answers it ({@code FunctionConfiguration}). */
final class FunctionDocument {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int STORAGE_MEGABYTES = 512;

  private FunctionDocument() {}

  /**
   * The document.
   *
   * @param version its number, or {@code $LATEST}
   * @param hosted whether workers have announced the function
   */
  static ObjectNode of(StoredFunction function, String arn, String version, boolean hosted) {
    Settings settings = function.settings();
    ObjectNode json =
        JSON.createObjectNode()
            .put("FunctionName", function.name())
            .put("FunctionArn", arn)
            .put("Runtime", settings.runtime())
            .put("Role", settings.role())
            .put("Handler", settings.handler())
            .put("CodeSize", function.code().size())
            .put("Description", settings.description())
            .put("Timeout", settings.timeout())
            .put("MemorySize", settings.memorySize())
            .put("LastModified", TIME.format(function.modifiedAt()))
            .put("CodeSha256", function.code().sha256())
            .put("Version", version)
            .put("RevisionId", function.revision().toString())
            .put("PackageType", "Zip")
            .put("LastUpdateStatus", "Successful");
    json.putObject("TracingConfig").put("Mode", "PassThrough");
    json.putObject("EphemeralStorage").put("Size", STORAGE_MEGABYTES);
    json.putArray("Architectures").add("x86_64");
    if (!settings.environment().isEmpty()) {
      ObjectNode variables = json.putObject("Environment").putObject("Variables");
      settings.environment().forEach(variables::put);
    }
    if (hosted) {
      json.put("State", "Active");
    } else {
      json.put("State", "Pending")
          .put("StateReason", "The function is being created.")
          .put("StateReasonCode", "Creating");
    }
    return json;
  }
}
