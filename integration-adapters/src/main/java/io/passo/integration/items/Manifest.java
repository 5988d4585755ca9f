package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The file that says which files of results a Map Run has. Its text is AWS's; what a redrive needs
 * to know beside that is metadata of the object.
 *
 * @param text what stands in it
 * @param redrives how often the Map Run had been redriven when it was written
 * @param succeeded children whose results its files of kind {@code SUCCEEDED} have
 */
record Manifest(JsonNode text, int redrives, long succeeded) {
  private static final String REDRIVES = "passo-redrives";
  private static final String SUCCEEDED = "passo-succeeded";

  /** The one of the Map Run; null if it has none yet. */
  static @Nullable Manifest read(S3Client client, WriteRequest asked) throws IOException {
    try {
      ResponseBytes<GetObjectResponse> found =
          client.getObjectAsBytes(
              request ->
                  request
                      .bucket(asked.bucket())
                      .key(asked.manifest())
                      .expectedBucketOwner(asked.owner()));
      Map<String, String> metadata = found.response().metadata();
      return new Manifest(
          JsonText.MAPPER.readTree(found.asByteArrayUnsafe()),
          Math.toIntExact(number(metadata, REDRIVES)),
          number(metadata, SUCCEEDED));
    } catch (NoSuchKeyException e) {
      return null;
    }
  }

  private static long number(Map<String, String> metadata, String name) throws IOException {
    String text = metadata.getOrDefault(name, "0");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("Expected metadata '" + name + "' to be a number but was " + text, e);
    }
  }

  /** Its files of a kind, as it names them. */
  JsonNode files(String kind) {
    return text.path("ResultFiles").path(kind);
  }

  /** Writes it, after all files that it names. */
  static void write(
      S3Client client, WriteRequest asked, ArrayNode failed, ArrayNode succeeded, long count)
      throws IOException {
    ObjectNode manifest = JsonText.MAPPER.createObjectNode();
    manifest.put("DestinationBucket", asked.bucket());
    manifest.put("MapRunArn", asked.mapRunArn());
    ObjectNode files = manifest.putObject("ResultFiles");
    files.set("FAILED", failed);
    // Whatever was begun has ended when results are published.
    files.putArray("PENDING");
    files.set("SUCCEEDED", succeeded);
    ResultFile.put(
        client,
        asked,
        asked.manifest(),
        JsonText.MAPPER.writeValueAsBytes(manifest),
        Map.of(REDRIVES, Integer.toString(asked.redrives()), SUCCEEDED, Long.toString(count)));
  }

  /** Where it is. */
  static ObjectNode place(WriteRequest asked) {
    return JsonText.MAPPER
        .createObjectNode()
        .put("Bucket", asked.bucket())
        .put("Key", asked.manifest());
  }
}
