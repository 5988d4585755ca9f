package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.integration.items.WriteRequest.Transformation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * Makes files of results. Parts are kept as they come; at the end files are made of them, and the
 * manifest is written last, so that whoever waits for it finds complete files. Everything may be
 * asked for twice.
 */
final class ResultPublisher {
  private static final System.Logger LOG = System.getLogger(ResultPublisher.class.getName());
  private static final int DELETED_AT_ONCE = 1_000;

  private final long largestFile;

  /**
   * @param largestFile bytes of the largest file
   */
  ResultPublisher(long largestFile) {
    this.largestFile = largestFile;
  }

  /** Keeps a part. */
  void keep(S3Client client, WriteRequest asked, JsonNode results) throws IOException {
    byte[] text = JsonText.MAPPER.writeValueAsBytes(results);
    ResultFile.put(client, asked, asked.partKey(asked.part()), text);
  }

  /**
   * Publishes all parts. What a redriven Map Run had published before stays: children that had
   * succeeded are not run again.
   *
   * @return where the manifest is
   */
  ObjectNode publish(S3Client client, WriteRequest asked) throws IOException {
    Manifest before = asked.redrives() == 0 ? null : Manifest.read(client, asked);
    if (before != null && before.redrives() == asked.redrives()) {
      return Manifest.place(asked);
    }
    ResultFiles succeeded = files(client, asked, "SUCCEEDED");
    ResultFiles failed = files(client, asked, "FAILED");
    try {
      long count = before == null ? 0 : before.succeeded();
      if (before != null) {
        succeeded.keep(before.files("SUCCEEDED"));
      }
      for (int number = asked.first(); number < asked.part(); number++) {
        JsonNode part = part(client, asked, number);
        if (part == null) {
          return Manifest.place(asked);
        }
        for (JsonNode result : part) {
          count += add(result, asked.transformation(), succeeded, failed) ? 1 : 0;
        }
      }
      requireAll(asked, count);
      Manifest.write(client, asked, failed.complete(), succeeded.complete(), count);
    } catch (IOException | SdkException e) {
      abort(succeeded, failed, e);
      throw e;
    }
    deleteParts(client, asked);
    if (before != null) {
      deleteFailed(client, asked, before, failed.complete());
    }
    return Manifest.place(asked);
  }

  // The manifest of before may have been deleted or changed: better no results than a part of them.
  private static void requireAll(WriteRequest asked, long count) throws IOException {
    if (asked.succeeded() >= 0 && count != asked.succeeded()) {
      throw new IOException(
          "Expected the results of %d children in s3://%s/%s but found those of %d"
              .formatted(asked.succeeded(), asked.bucket(), asked.folder(), count));
    }
  }

  private ResultFiles files(S3Client client, WriteRequest asked, String kind) {
    return new ResultFiles(client, asked, kind, largestFile);
  }

  private static void abort(ResultFiles succeeded, ResultFiles failed, Exception cause) {
    try {
      succeeded.abort();
      failed.abort();
    } catch (SdkException e) {
      cause.addSuppressed(e);
    }
  }

  /** Adds what a child gave to a file; whether it had succeeded. */
  private static boolean add(
      JsonNode result, Transformation transformation, ResultFiles succeeded, ResultFiles failed)
      throws IOException {
    if (!result.path("Status").asText().equals("SUCCEEDED")) {
      failed.add(bytes(result));
      return false;
    }
    if (transformation == Transformation.NONE) {
      succeeded.add(bytes(result));
    } else {
      JsonNode output = JsonText.MAPPER.readTree(result.path("Output").asText());
      if (transformation == Transformation.FLATTEN && output.isArray()) {
        for (JsonNode element : output) {
          succeeded.add(bytes(element));
        }
      } else {
        succeeded.add(bytes(output));
      }
    }
    return true;
  }

  private static byte[] bytes(JsonNode json) throws IOException {
    return JsonText.MAPPER.writeValueAsBytes(json);
  }

  /** A part; null if all have been published already, and parts are gone. */
  private static @Nullable JsonNode part(S3Client client, WriteRequest asked, int number)
      throws IOException {
    try {
      return JsonText.MAPPER.readTree(
          client
              .getObjectAsBytes(
                  request ->
                      request
                          .bucket(asked.bucket())
                          .key(asked.partKey(number))
                          .expectedBucketOwner(asked.owner()))
              .asByteArrayUnsafe());
    } catch (NoSuchKeyException e) {
      Manifest manifest = Manifest.read(client, asked);
      if (manifest != null && manifest.redrives() == asked.redrives()) {
        return null;
      }
      throw e;
    }
  }

  private static void deleteParts(S3Client client, WriteRequest asked) {
    for (int first = asked.first(); first < asked.part(); first += DELETED_AT_ONCE) {
      List<String> parts = new ArrayList<>();
      int end = Math.min(asked.part(), first + DELETED_AT_ONCE);
      for (int number = first; number < end; number++) {
        parts.add(asked.partKey(number));
      }
      delete(client, asked, parts);
    }
  }

  /** Files of failed children that the new manifest names no more. */
  private static void deleteFailed(
      S3Client client, WriteRequest asked, Manifest before, JsonNode now) {
    Set<String> stale = new LinkedHashSet<>();
    before.files("FAILED").forEach(file -> stale.add(file.path("Key").asText()));
    now.forEach(file -> stale.remove(file.path("Key").asText()));
    if (!stale.isEmpty()) {
      delete(client, asked, List.copyOf(stale));
    }
  }

  /** The results are published, so what stays does no harm. */
  private static void delete(S3Client client, WriteRequest asked, List<String> keys) {
    try {
      client.deleteObjects(
          request ->
              request
                  .bucket(asked.bucket())
                  .expectedBucketOwner(asked.owner())
                  .delete(
                      all ->
                          all.objects(
                                  keys.stream()
                                      .map(key -> ObjectIdentifier.builder().key(key).build())
                                      .toList())
                              .quiet(true)));
    } catch (SdkException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Objects beside results not deleted: folder=" + asked.folder(),
          e);
    }
  }
}
