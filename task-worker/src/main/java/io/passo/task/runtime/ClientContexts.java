package io.passo.task.runtime;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller tells a Java function besides the payload: {@code client}, {@code custom}, {@code
 * env}.
 */
final class ClientContexts {
  private static final JsonMapper JSON = new JsonMapper();

  private ClientContexts() {}

  /** The context of that text; null for none, and for text that is none. */
  static @Nullable ClientContext of(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      JsonNode json = JSON.readTree(text);
      return json.isObject() ? new Given(json) : null;
    } catch (JsonProcessingException e) {
      // Lambda hands it over unread, and its own client reads nothing from it.
      return null;
    }
  }

  private record Given(JsonNode json) implements ClientContext {
    @Override
    public Client getClient() {
      return new GivenClient(json.path("client"));
    }

    @Override
    public Map<String, String> getCustom() {
      return texts(json.path("custom"));
    }

    @Override
    public Map<String, String> getEnvironment() {
      return texts(json.path("env"));
    }

    private static Map<String, String> texts(JsonNode object) {
      Map<String, String> texts = new HashMap<>();
      object
          .properties()
          .forEach(
              member -> {
                JsonNode value = member.getValue();
                texts.put(
                    member.getKey(), value.isTextual() ? value.textValue() : value.toString());
              });
      return texts;
    }
  }

  private record GivenClient(JsonNode json) implements Client {
    @Override
    public @Nullable String getInstallationId() {
      return json.path("installation_id").textValue();
    }

    @Override
    public @Nullable String getAppTitle() {
      return json.path("app_title").textValue();
    }

    @Override
    public @Nullable String getAppVersionName() {
      return json.path("app_version_name").textValue();
    }

    @Override
    public @Nullable String getAppVersionCode() {
      return json.path("app_version_code").textValue();
    }

    @Override
    public @Nullable String getAppPackageName() {
      return json.path("app_package_name").textValue();
    }
  }
}
