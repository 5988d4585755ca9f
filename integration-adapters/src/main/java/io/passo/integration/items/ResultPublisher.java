package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.integration.items.WriteRequest.Transformation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
   * Publishes all parts.
   *
   * @return where the manifest is
   */
  ObjectNode publish(S3Client client, WriteRequest asked) throws IOException {
    ResultFiles succeeded = files(client, asked, "SUCCEEDED");
    ResultFiles failed = files(client, asked, "FAILED");
    try {
      for (int number = 0; number < asked.part(); number++) {
        JsonNode part = part(client, asked, number);
        if (part == null) {
          return where(asked);
        }
        for (JsonNode result : part) {
          add(result, asked.transformation(), succeeded, failed);
        }
      }
      ObjectNode manifest = JsonText.MAPPER.createObjectNode();
      manifest.put("DestinationBucket", asked.bucket());
      manifest.put("MapRunArn", asked.mapRunArn());
      ObjectNode files = manifest.putObject("ResultFiles");
      files.set("FAILED", failed.complete());
      // Whatever was begun has ended when results are published.
      files.putArray("PENDING");
      files.set("SUCCEEDED", succeeded.complete());
      ResultFile.put(client, asked, asked.manifest(), JsonText.MAPPER.writeValueAsBytes(manifest));
    } catch (IOException | SdkException e) {
      abort(succeeded, failed, e);
      throw e;
    }
    deleteParts(client, asked);
    return where(asked);
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

  private static void add(
      JsonNode result, Transformation transformation, ResultFiles succeeded, ResultFiles failed)
      throws IOException {
    if (!result.path("Status").asText().equals("SUCCEEDED")) {
      failed.add(bytes(result));
    } else if (transformation == Transformation.NONE) {
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
      if (isPublished(client, asked)) {
        return null;
      }
      throw e;
    }
  }

  private static boolean isPublished(S3Client client, WriteRequest asked) {
    try {
      client.headObject(
          request ->
              request
                  .bucket(asked.bucket())
                  .key(asked.manifest())
                  .expectedBucketOwner(asked.owner()));
      return true;
    } catch (NoSuchKeyException e) {
      return false;
    }
  }

  private static ObjectNode where(WriteRequest asked) {
    return JsonText.MAPPER
        .createObjectNode()
        .put("Bucket", asked.bucket())
        .put("Key", asked.manifest());
  }

  /** The results are published, so parts that stay do no harm. */
  private static void deleteParts(S3Client client, WriteRequest asked) {
    try {
      for (int first = 0; first < asked.part(); first += DELETED_AT_ONCE) {
        List<ObjectIdentifier> parts = new ArrayList<>();
        int end = Math.min(asked.part(), first + DELETED_AT_ONCE);
        for (int number = first; number < end; number++) {
          parts.add(ObjectIdentifier.builder().key(asked.partKey(number)).build());
        }
        client.deleteObjects(
            request ->
                request
                    .bucket(asked.bucket())
                    .expectedBucketOwner(asked.owner())
                    .delete(all -> all.objects(parts).quiet(true)));
      }
    } catch (SdkException e) {
      LOG.log(
          System.Logger.Level.WARNING, "Parts of results not deleted: folder=" + asked.folder(), e);
    }
  }
}
