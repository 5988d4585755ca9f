package io.passo.coordinator.api.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.PassoConfig.Authentication;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The audit log (operations.md §4): each management call as one JSON object under the category
 * {@code passo.audit}. What users put in and get out stands in none of them.
 */
@Singleton
public final class AuditLog {
  /** Category of its lines. */
  public static final String CATEGORY = "passo.audit";

  private static final Logger LOG = Logger.getLogger(CATEGORY);
  private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
  private static final int LONGEST = 256;
  private static final JsonMapper JSON = new JsonMapper();
  // Calls of data, not of management.
  private static final Set<String> DATA_PLANE = Set.of("StartSyncExecution", "GetActivityTask");
  private static final Set<String> SECRET =
      Set.of(
          "definition",
          "input",
          "output",
          "cause",
          "error",
          "taskToken",
          "variables",
          "context",
          "mock");

  private final boolean enabled;
  private final InstantSource clock;

  public AuditLog(PassoConfig config, InstantSource clock) {
    this.enabled =
        config.audit().map(PassoConfig.Switch.ON::equals).orElse(Authentication.isOn(config));
    this.clock = clock;
  }

  /** Whether anything is written. */
  public boolean isOn() {
    return enabled;
  }

  /**
   * Writes down a call of the service.
   *
   * @param body as it was sent
   * @param error error code, null for a success
   */
  public void called(String action, byte[] body, Call call, @Nullable String error) {
    if (enabled && !DATA_PLANE.contains(action)) {
      LOG.info(line("states.amazonaws.com", action, json(body), call, error).toString());
    }
  }

  /**
   * Writes down a call of IAM or STS.
   *
   * @param parameters of the form
   */
  public void queried(
      String action, Map<String, String> parameters, Call call, @Nullable String error) {
    write("iam.amazonaws.com", action, parameters, call, error);
  }

  /**
   * Writes down a call of Lambda.
   *
   * @param parameters what it is about; no code and no payload
   */
  public void lambda(
      String action, Map<String, String> parameters, Call call, @Nullable String error) {
    write("lambda.amazonaws.com", action, parameters, call, error);
  }

  private void write(
      String source,
      String action,
      Map<String, String> parameters,
      Call call,
      @Nullable String error) {
    if (enabled) {
      ObjectNode request = JSON.createObjectNode();
      parameters.forEach((name, value) -> request.put(name, shortened(value)));
      LOG.info(line(source, action, request, call, error).toString());
    }
  }

  private ObjectNode line(
      String source, String action, JsonNode request, Call call, @Nullable String error) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("eventTime", clock.instant().toString())
            .put("eventSource", source)
            .put("eventName", action)
            .put("awsRegion", call.caller().region())
            .put("recipientAccountId", call.caller().account())
            .put("sourceIPAddress", call.source().address())
            .put("userAgent", shortened(call.source().userAgent()))
            .put("requestID", call.requestId());
    line.putObject("userIdentity")
        .put("type", call.caller().principal().kind().name())
        .put("arn", call.caller().principal().arn())
        .put("principalId", call.caller().principal().id());
    line.set("requestParameters", request);
    if (error != null) {
      line.put("errorCode", error);
    }
    return line;
  }

  private static JsonNode json(byte[] body) {
    try {
      return masked(JSON.readTree(new String(body, StandardCharsets.UTF_8)), 0);
    } catch (JsonProcessingException e) {
      // The action has refused it.
      return JSON.createObjectNode();
    }
  }

  private static JsonNode masked(JsonNode value, int depth) {
    if (value.isObject() && depth < 6) {
      ObjectNode object = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        boolean secret = SECRET.contains(member.getKey());
        object.set(
            shortened(member.getKey()),
            secret ? JSON.getNodeFactory().textNode(HIDDEN) : masked(member.getValue(), depth + 1));
      }
      return object;
    }
    if (value.isArray() && depth < 6) {
      ArrayNode array = JSON.createArrayNode();
      for (JsonNode element : value) {
        array.add(masked(element, depth + 1));
      }
      return array;
    }
    return value.isTextual() ? JSON.getNodeFactory().textNode(shortened(value.asText())) : value;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
