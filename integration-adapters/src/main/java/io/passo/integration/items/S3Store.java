package io.passo.integration.items;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of S3, or of a store that speaks S3. */
final class S3Store implements Store {
  private static final int CHANGED = 412;

  private final S3Client client;
  private final @Nullable String owner;

  /**
   * @param owner account that the buckets must belong to; null = any
   */
  S3Store(S3Client client, @Nullable String owner) {
    this.client = client;
    this.owner = owner;
  }

  @Override
  public StoredObject open(String bucket, String key, @Nullable String version) throws IOException {
    try {
      HeadObjectResponse head =
          client.headObject(
              request ->
                  request.bucket(bucket).key(key).versionId(version).expectedBucketOwner(owner));
      return new InS3(bucket, key, version, head.contentLength(), String.valueOf(head.eTag()));
    } catch (SdkException e) {
      throw failed(bucket, key, e);
    }
  }

  @Override
  public List<Listed> list(String bucket, @Nullable String prefix, @Nullable String after)
      throws IOException {
    try {
      return client
          .listObjectsV2(
              ListObjectsV2Request.builder()
                  .bucket(bucket)
                  .prefix(prefix)
                  .startAfter(after)
                  .expectedBucketOwner(owner)
                  .build())
          .contents()
          .stream()
          .map(S3Store::listed)
          .toList();
    } catch (SdkException e) {
      throw failed(bucket, prefix == null ? "" : prefix, e);
    }
  }

  private static Listed listed(S3Object object) {
    ObjectNode item = JsonText.MAPPER.createObjectNode();
    item.put("Etag", object.eTag());
    item.put("Key", object.key());
    if (object.lastModified() != null) {
      item.put("LastModified", object.lastModified().getEpochSecond());
    }
    item.put("Size", object.size());
    item.put("StorageClass", object.storageClassAsString());
    return new Listed(object.key(), object.size() == null ? 0 : object.size(), item);
  }

  /** Text for people about a call that failed. */
  static IOException failed(String bucket, String key, SdkException failure) {
    String place = "S3://" + bucket + "/" + key;
    if (failure instanceof NoSuchKeyException) {
      return new IOException(place + ": The specified key does not exist.", failure);
    }
    boolean isKnown =
        failure instanceof AwsServiceException service
            && service.awsErrorDetails() != null
            && service.awsErrorDetails().errorMessage() != null;
    return new IOException(
        place
            + ": "
            + (isKnown
                ? ((AwsServiceException) failure).awsErrorDetails().errorMessage()
                : failure.getMessage()),
        failure);
  }

  private final class InS3 implements StoredObject {
    private final String bucket;
    private final String key;
    private final @Nullable String version;
    private final long length;
    private final String tag;

    InS3(String bucket, String key, @Nullable String version, long length, String tag) {
      this.bucket = bucket;
      this.key = key;
      this.version = version;
      this.length = length;
      this.tag = tag;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public String tag() {
      return tag;
    }

    @Override
    public byte[] read(long from, int count) throws IOException {
      try {
        return client
            .getObjectAsBytes(
                GetObjectRequest.builder()
                    .bucket(bucket)
                    .key(key)
                    .versionId(version)
                    .ifMatch(tag)
                    .range("bytes=" + from + "-" + (from + count - 1))
                    .expectedBucketOwner(owner)
                    .build())
            .asByteArrayUnsafe();
      } catch (AwsServiceException e) {
        if (e.statusCode() == CHANGED) {
          throw new IOException(changed(bucket, key), e);
        }
        throw failed(bucket, key, e);
      } catch (SdkException e) {
        throw failed(bucket, key, e);
      }
    }
  }

  /** Text for people about an object that is no longer the one that was read so far. */
  static String changed(String bucket, String key) {
    return "S3://" + bucket + "/" + key + " has changed while it was read";
  }
}
