package io.passo.it.support;

import io.passo.servers.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3-compatible server (S3Mock) as a process of its own, with one bucket. */
public final class S3Server implements AutoCloseable {
  /** The bucket. */
  public static final String BUCKET = "data";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ChildProcess process;
  private final int port;
  private final S3Client client;

  private S3Server(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
    this.client =
        S3Client.builder()
            .endpointOverride(URI.create(url()))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  /** Starts one that keeps its objects and its log in a folder. */
  public static S3Server start(Path folder) {
    Path classPath =
        Path.of(System.getProperty("passo.root", "..")).resolve("s3mock/target/classpath");
    int port = freePort();
    try {
      Files.createDirectories(folder.resolve("objects"));
      ChildProcess process =
          ChildProcess.start(
              new ChildProcess.Spec(
                  "s3",
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx192m",
                      "-XX:+UseSerialGC",
                      "-XX:TieredStopAtLevel=1",
                      "-Dhttp.port=" + port,
                      "-cp",
                      Files.readString(classPath).strip(),
                      "com.adobe.testing.s3mock.S3MockApplication",
                      "--com.adobe.testing.s3mock.store.root=" + folder.resolve("objects"),
                      "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET),
                  Map.of(),
                  folder,
                  folder.resolve("s3.log"),
                  "TERM",
                  Duration.ofSeconds(5)));
      S3Server server = new S3Server(process, port);
      server.awaitReady();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("Expected the class path of S3Mock in " + classPath, e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!accepts()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IllegalStateException("S3Mock did not start: " + process.logTail(20));
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + port;
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
    process.stop();
  }
}
