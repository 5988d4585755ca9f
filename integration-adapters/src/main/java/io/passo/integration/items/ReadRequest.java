package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a Map Run asks for: the next page of its items.
 *
 * @param mapRunArn the Map Run
 * @param isList whether a list of objects is read
 * @param bucket {@code Bucket}
 * @param key {@code Key} of the object, or {@code Prefix} of the list
 * @param version {@code VersionId}
 * @param owner {@code ExpectedBucketOwner}
 * @param config {@code ReaderConfig}
 * @param first index of the first item of the page
 * @param mostItems index that is not read any more
 * @param cursor where the page begins
 */
record ReadRequest(
    String mapRunArn,
    boolean isList,
    String bucket,
    @Nullable String key,
    @Nullable String version,
    @Nullable String owner,
    ReaderConfig config,
    int first,
    int mostItems,
    Cursor cursor) {
  static ReadRequest of(boolean isList, JsonNode asked) throws IOException {
    JsonNode call = asked.path("Parameters");
    String bucket = text(call, "Bucket");
    String key = text(call, isList ? "Prefix" : "Key");
    if (bucket == null || (key == null && !isList)) {
      throw new CorruptFileException(
          "Expected parameter '" + (bucket == null ? "Bucket" : "Key") + "' but it is missing");
    }
    return new ReadRequest(
        asked.path("MapRunArn").asText(),
        isList,
        bucket,
        key,
        text(call, "VersionId"),
        text(call, "ExpectedBucketOwner"),
        ReaderConfig.of(asked.path("ReaderConfig")),
        asked.path("First").asInt(),
        asked.path("MaxItems").asInt(Integer.MAX_VALUE),
        Cursor.of(asked.path("Cursor")));
  }

  private static @Nullable String text(JsonNode call, String name) throws IOException {
    JsonNode value = call.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new CorruptFileException(
          "Expected parameter '" + name + "' to be text but found " + value);
    }
    return value.textValue();
  }
}
