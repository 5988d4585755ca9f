package io.passo.it.support;

import io.passo.standalone.bench.Etl;
import io.passo.standalone.system.S3Mock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3-compatible server (S3Mock) as a process of its own, with a bucket of its own. */
public final class S3Server implements AutoCloseable {
  /** The bucket. */
  public static final String BUCKET = "data";

  private static final int HEAP_MEGABYTES = 192;

  private final S3Mock process;
  private final S3Client client;

  private S3Server(S3Mock process) {
    this.process = process;
    this.client =
        S3Client.builder()
            .endpointOverride(process.url())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  /** Starts one that keeps its objects and its log in a folder. */
  public static S3Server start(Path folder) {
    return new S3Server(S3Mock.start(folder, BUCKET + "," + Etl.BUCKET, HEAP_MEGABYTES));
  }

  /** Where it is. */
  public String url() {
    return process.url().toString();
  }

  /** The server itself. */
  public S3Mock mock() {
    return process;
  }

  /** Puts an object. */
  public void put(String key, byte[] bytes) {
    client.putObject(to -> to.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  /** Puts an object. */
  public void put(String key, String text) {
    put(key, text.getBytes(StandardCharsets.UTF_8));
  }

  /** An object as text. */
  public String text(String key) {
    return client.getObjectAsBytes(of -> of.bucket(BUCKET).key(key)).asUtf8String();
  }

  /** Keys of objects with a prefix. */
  public List<String> keys(String prefix) {
    return client.listObjectsV2Paginator(of -> of.bucket(BUCKET).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
