package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.function.StoredFunction;
import io.passo.coordinator.function.StoredFunction.Code;
import io.passo.coordinator.function.StoredFunction.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/** Reads members of requests with their constraints. */
final class FunctionMembers {
  private static final Pattern RUNTIME =
      Pattern.compile("(nodejs|python|java)[a-z0-9.]*|provided[a-z0-9.]*");
  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,127}");
  private static final Pattern POOL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final int LONGEST_TIMEOUT = 900;
  private static final int LEAST_MEMORY = 128;
  private static final int MOST_MEMORY = 10_240;
  private static final int LARGEST_ENVIRONMENT = 4_096;
  private static final int MOST_TAGS = 50;

  private final ObjectNode json;

  FunctionMembers(ObjectNode json) {
    this.json = json;
  }

  /** Settings of a new function. */
  Settings settings() {
    required("Role");
    required("Runtime");
    required("Handler");
    Settings defaults = new Settings("", "", "", "", 3, LEAST_MEMORY, Map.of(), Map.of());
    Settings settings = settings(defaults);
    Map<String, String> tags = tags(json.path("Tags"));
    checkTags(tags);
    return new Settings(
        settings.runtime(),
        settings.handler(),
        settings.role(),
        settings.description(),
        settings.timeout(),
        settings.memorySize(),
        settings.environment(),
        tags);
  }

  /** Settings with what the request changes in them. */
  Settings settings(Settings before) {
    if (json.path("PackageType").asText("Zip").equals("Image")) {
      throw LambdaErrors.invalid("Expected PackageType Zip: images are not supported.");
    }
    String runtime = text("Runtime", before.runtime());
    if (!RUNTIME.matcher(runtime).matches()) {
      throw LambdaErrors.invalid(
          "Value "
              + runtime
              + " at 'runtime' failed to satisfy constraint: Member must satisfy enum value set:"
              + " [nodejs…, python…, java…, provided…] or be a valid ARN");
    }
    return new Settings(
        runtime,
        text("Handler", before.handler()),
        text("Role", before.role()),
        text("Description", before.description()),
        number("Timeout", 1, LONGEST_TIMEOUT, before.timeout()),
        number("MemorySize", LEAST_MEMORY, MOST_MEMORY, before.memorySize()),
        json.has("Environment") ? environment() : before.environment(),
        before.tags());
  }

  /** The zip that the request carries. */
  static byte[] zip(JsonNode code) {
    if (code.hasNonNull("ImageUri")) {
      throw LambdaErrors.invalid(
          "Expected ZipFile or S3Bucket: code in an image registry is not supported.");
    }
    if (!code.path("ZipFile").isTextual()) {
      throw LambdaErrors.invalid("Please provide a source for function code.");
    }
    try {
      return unzipped(Base64.getDecoder().decode(code.path("ZipFile").textValue()));
    } catch (IllegalArgumentException e) {
      throw notUnzipped();
    }
  }

  /** The same zip; fails if it is none. */
  static byte[] unzipped(byte[] zip) {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      if (in.getNextEntry() != null) {
        return zip;
      }
    } catch (IOException e) {
      throw notUnzipped();
    }
    throw notUnzipped();
  }

  private static ApiException notUnzipped() {
    return LambdaErrors.invalid(
        "Could not unzip uploaded file. Please check your file, then try to upload again.");
  }

  static Code codeOf(byte[] zip) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(zip);
      return new Code(Base64.getEncoder().encodeToString(hash), zip.length);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Fails if the request expects another revision. */
  void checkRevision(StoredFunction function) {
    String expected = text("RevisionId", "");
    if (!expected.isEmpty() && !expected.equals(function.revision().toString())) {
      throw LambdaErrors.changed();
    }
  }

  boolean flag(String name) {
    return json.path(name).asBoolean();
  }

  String required(String name) {
    String text = text(name, "");
    if (text.isEmpty()) {
      throw new ApiException(
          "ValidationException",
          "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
              .formatted(
                  name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1)));
    }
    return text;
  }

  /** A text, empty if there is none. */
  String optional(String name) {
    return text(name, "");
  }

  private Map<String, String> environment() {
    Map<String, String> environment = texts(json.path("Environment").path("Variables"));
    int size = 0;
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      if (!VARIABLE.matcher(variable.getKey()).matches()) {
        throw LambdaErrors.invalid(
            "Expected names of environment variables of letters, digits and '_' but found '"
                + variable.getKey()
                + "'");
      }
      size += variable.getKey().length() + variable.getValue().length();
    }
    if (size > LARGEST_ENVIRONMENT) {
      throw LambdaErrors.invalid(
          "Lambda was unable to configure your environment variables because the environment variables you have"
              + " provided exceeded the 4KB limit.");
    }
    return environment;
  }

  /** Tags of a request. */
  static Map<String, String> tags(JsonNode object) {
    return texts(object);
  }

  /** Fails if a function cannot have these tags. */
  static void checkTags(Map<String, String> tags) {
    String pool = tags.getOrDefault(StoredFunction.POOL_TAG, "functions");
    String concurrency = tags.getOrDefault(StoredFunction.CONCURRENCY_TAG, "1");
    if (tags.size() > MOST_TAGS) {
      throw LambdaErrors.invalid("Expected at most " + MOST_TAGS + " tags");
    }
    if (!POOL.matcher(pool).matches()) {
      throw LambdaErrors.invalid("Expected the name of a pool as tag passo:pool");
    }
    if (!concurrency.matches("[1-9]\\d{0,4}")) {
      throw LambdaErrors.invalid("Expected a positive number as tag passo:concurrency");
    }
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
    return texts;
  }

  private String text(String name, String otherwise) {
    JsonNode value = json.path(name);
    return value.isTextual() ? value.textValue() : otherwise;
  }

  private int number(String name, int least, int most, int otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (value.isIntegralNumber() && value.asLong() >= least && value.asLong() <= most) {
      return value.intValue();
    }
    throw new ApiException(
        "ValidationException",
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must have value between %d and %d"
            .formatted(
                value.asText(),
                name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1),
                least,
                most));
  }
}
