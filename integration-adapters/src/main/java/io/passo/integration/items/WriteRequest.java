package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a Map Run asks for: to keep a part of its results, or to publish all parts.
 *
 * @param mapRunArn the Map Run
 * @param bucket {@code Bucket}
 * @param folder where its files go: {@code <Prefix>/<id of the Map Run>/}
 * @param owner {@code ExpectedBucketOwner}
 * @param results results of children to keep; null = all parts are to be published
 * @param part number of the part, or of the one after the last
 * @param first number of the first part
 * @param redrives how often the Map Run has been redriven: what was published before is kept
 * @param succeeded children that have succeeded, in all attempts; negative if it is not said
 * @param transformation {@code WriterConfig.Transformation}
 * @param lines whether a result is a line
 */
record WriteRequest(
    String mapRunArn,
    String bucket,
    String folder,
    @Nullable String owner,
    @Nullable JsonNode results,
    int part,
    int first,
    int redrives,
    long succeeded,
    Transformation transformation,
    boolean lines) {
  /** What becomes of the result of a child that succeeded. */
  enum Transformation {
    NONE,
    COMPACT,
    FLATTEN
  }

  static WriteRequest of(JsonNode asked) throws IOException {
    JsonNode call = asked.path("Parameters");
    String bucket = call.path("Bucket").textValue();
    if (bucket == null) {
      throw new IOException(
          "Expected parameter 'Bucket' to be text but found " + call.get("Bucket"));
    }
    String mapRun = asked.path("MapRunArn").asText();
    JsonNode results = asked.get("Results");
    return new WriteRequest(
        mapRun,
        bucket,
        folder(call.path("Prefix").asText(), mapRun),
        call.path("ExpectedBucketOwner").textValue(),
        results,
        asked.path(results == null ? "Parts" : "Part").asInt(),
        asked.path("First").asInt(),
        asked.path("Redrives").asInt(),
        asked.path("Succeeded").asLong(-1),
        Transformation.valueOf(
            asked.path("Transformation").asText("NONE").toUpperCase(Locale.ROOT)),
        asked.path("Lines").asBoolean());
  }

  private static String folder(String prefix, String mapRun) {
    String id = mapRun.substring(mapRun.lastIndexOf(':') + 1);
    return (prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/") + id + "/";
  }

  /** Key of the file that says which files there are. */
  String manifest() {
    return folder + "manifest.json";
  }

  /** Key of a part until all are published. */
  String partKey(int number) {
    return "%sparts/%08d.json".formatted(folder, number);
  }
}
