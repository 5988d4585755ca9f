package io.passo.standalone.system;

import io.passo.servers.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One instance of a service of Passo in a process of its own. Tests crash, pause and start it
 * again.
 */
public final class Service implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofMillis(100);

  private final ServiceKind kind;
  private final ChildProcess.Spec spec;
  private final int port;
  private final HttpClient http;
  private final Runnable onChange;
  private ChildProcess process;

  Service(ServiceKind kind, ChildProcess.Spec spec, int port, HttpClient http, Runnable onChange) {
    this.kind = kind;
    this.spec = spec;
    this.port = port;
    this.http = http;
    this.onChange = onChange;
    this.process = ChildProcess.start(spec);
  }

  public ServiceKind kind() {
    return kind;
  }

  /** {@code coordinator-1}. */
  public String name() {
    return spec.name();
  }

  public int port() {
    return port;
  }

  /** Its API or, for workers, its health and metrics. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public synchronized long pid() {
    return process.pid();
  }

  public synchronized boolean isAlive() {
    return process.isAlive();
  }

  public Path log() {
    return spec.log();
  }

  synchronized ProcessHandle handle() {
    return process.handle();
  }

  /** Ends it as a crash would; returns when it is gone. */
  public synchronized void kill() {
    process.kill();
  }

  /** Stops it in its tracks until {@link #resume()}. */
  public synchronized void pause() {
    process.pause();
  }

  /** Lets it go on. */
  public synchronized void resume() {
    process.resume();
  }

  /** Stops it if it is alive and starts it again on the same port; returns when it is ready. */
  public void restart() {
    startAgain();
    awaitReady();
  }

  /** Stops it if it is alive and starts it again on the same port; does not wait. */
  public void startAgain() {
    synchronized (this) {
      process.stop();
      process = ChildProcess.start(spec);
    }
    onChange.run();
  }

  /**
   * Returns when {@code /q/health/ready} says so.
   *
   * @throws SystemException if it ends before, or after 180 s
   */
  public void awaitReady() {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!isReady()) {
      if (!isAlive()) {
        throw failure("it ended");
      }
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw failure("it was not ready within " + READY_LIMIT.toSeconds() + " s");
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  /** True if its readiness check passes now. */
  public boolean isReady() {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint().resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized SystemException failure(String reason) {
    return new SystemException(
        "Expected %s to start but %s. End of %s:%n%s"
            .formatted(name(), reason, log(), LogText.readable(process.logTail(15))));
  }

  /** Stops it in an orderly way. */
  @Override
  public synchronized void close() {
    process.stop();
  }
}
