package io.passo.standalone.system;

import io.passo.servers.ChildProcess;
import io.passo.servers.FreePorts;
import io.passo.servers.Jdk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * An S3-compatible server (S3Mock) as a process of its own, for benchmarks and tests. It checks no
 * signatures.
 */
public final class S3Mock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ChildProcess process;
  private final int port;

  private S3Mock(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one; returns when it can be reached.
   *
   * @param folder where it keeps its objects and its log
   * @param buckets that are there from the start, with commas between them
   * @param heapMegabytes its heap
   * @throws SystemException if its class path is not there or it does not start
   */
  public static S3Mock start(Path folder, String buckets, int heapMegabytes) {
    Path objects = folder.resolve("objects");
    int port = FreePorts.next();
    try {
      Files.createDirectories(objects);
      S3Mock mock =
          new S3Mock(
              ChildProcess.start(
                  new ChildProcess.Spec(
                      "s3",
                      List.of(
                          Jdk.program("java"),
                          "-Xmx" + heapMegabytes + "m",
                          "-XX:+UseSerialGC",
                          "-XX:TieredStopAtLevel=1",
                          "-Dhttp.port=" + port,
                          // Another one would be in the way at its usual port of HTTPS.
                          "-Dserver.port=0",
                          "-cp",
                          classPath(),
                          "com.adobe.testing.s3mock.S3MockApplication",
                          "--com.adobe.testing.s3mock.store.root=" + objects,
                          "--com.adobe.testing.s3mock.store.initial-buckets=" + buckets,
                          "--com.adobe.testing.s3mock.max-payload-size=2GB"),
                      Map.of(),
                      folder,
                      folder.resolve("s3.log"),
                      "TERM",
                      Duration.ofSeconds(5))),
              port);
      mock.awaitReady();
      return mock;
    } catch (IOException e) {
      throw new SystemException("Expected to start S3Mock in " + folder + " but " + e, e);
    }
  }

  private static String classPath() throws IOException {
    Path file = Artifacts.locate().home().resolve(Path.of("s3mock", "target", "classpath"));
    if (!Files.isRegularFile(file)) {
      throw new SystemException(
          "Expected the class path of S3Mock in %s: run ./mvnw -Dquick -pl s3mock generate-resources"
              .formatted(file));
    }
    return Files.readString(file).strip();
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!accepts()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new SystemException("S3Mock did not start: " + process.logTail(20));
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
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Its process, as {@code s3}. */
  public RunningProcess process() {
    return RunningProcess.of(
        process.name(), process.pid(), url().toString(), process.log().toString());
  }

  @Override
  public void close() {
    process.stop();
  }
}
