package io.passo.integration.items;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One file of results. Nothing of it is there before it is complete; only so much of it is in
 * memory as one part of an upload has.
 */
final class ResultFile {
  private static final int PART_BYTES = 8 << 20;

  private final S3Client client;
  private final WriteRequest asked;
  private final String key;
  private final List<CompletedPart> uploaded = new ArrayList<>();
  private ByteArrayOutputStream part = new ByteArrayOutputStream();
  private String uploadId = "";
  private boolean isEmpty = true;
  private long size;

  ResultFile(S3Client client, WriteRequest asked, String key) throws IOException {
    this.client = client;
    this.asked = asked;
    this.key = key;
    if (!asked.lines()) {
      write('[');
    }
  }

  String key() {
    return key;
  }

  /** Bytes so far. */
  long size() {
    return size;
  }

  /** Writes one result, which is JSON. */
  void add(byte[] result) throws IOException {
    if (!isEmpty && !asked.lines()) {
      write(',');
    }
    isEmpty = false;
    part.writeBytes(result);
    size += result.length;
    if (asked.lines()) {
      write('\n');
    }
    if (part.size() >= PART_BYTES) {
      upload();
    }
  }

  private void write(char character) {
    part.write(character);
    size++;
  }

  private void upload() {
    if (uploadId.isEmpty()) {
      uploadId =
          client
              .createMultipartUpload(
                  request ->
                      request
                          .bucket(asked.bucket())
                          .key(key)
                          .contentType("application/json")
                          .expectedBucketOwner(asked.owner()))
              .uploadId();
    }
    int number = uploaded.size() + 1;
    String tag =
        client
            .uploadPart(
                request ->
                    request
                        .bucket(asked.bucket())
                        .key(key)
                        .uploadId(uploadId)
                        .partNumber(number)
                        .expectedBucketOwner(asked.owner()),
                RequestBody.fromBytes(part.toByteArray()))
            .eTag();
    uploaded.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    part = new ByteArrayOutputStream();
  }

  /** Makes the file visible. */
  void complete() {
    if (!asked.lines()) {
      write(']');
    }
    if (uploadId.isEmpty()) {
      put(client, asked, key, part.toByteArray());
      return;
    }
    if (part.size() > 0) {
      upload();
    }
    client.completeMultipartUpload(
        request ->
            request
                .bucket(asked.bucket())
                .key(key)
                .uploadId(uploadId)
                .expectedBucketOwner(asked.owner())
                .multipartUpload(all -> all.parts(uploaded)));
  }

  /** Writes a file at once. */
  static void put(S3Client client, WriteRequest asked, String key, byte[] text) {
    put(client, asked, key, text, Map.of());
  }

  /** The same with metadata. */
  static void put(
      S3Client client, WriteRequest asked, String key, byte[] text, Map<String, String> metadata) {
    client.putObject(
        request ->
            request
                .bucket(asked.bucket())
                .key(key)
                .metadata(metadata)
                .contentType("application/json")
                .expectedBucketOwner(asked.owner()),
        RequestBody.fromBytes(text));
  }

  /** Drops what has been uploaded. */
  void abort() {
    if (!uploadId.isEmpty()) {
      client.abortMultipartUpload(
          request ->
              request
                  .bucket(asked.bucket())
                  .key(key)
                  .uploadId(uploadId)
                  .expectedBucketOwner(asked.owner()));
    }
  }
}
