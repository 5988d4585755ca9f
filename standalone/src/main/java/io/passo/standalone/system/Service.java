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
import java.util.function.BooleanSupplier;

/**
 * One instance of a service of Passo in a process of its own. Tests crash, pause and start it
 * again.
 */
public final class Service implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int NO_ANSWER = 0;

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
    await("to start", this::isReady, READY_LIMIT);
  }

  /**
   * Returns when its HTTP server is up, whatever it answers: it is not ready without servers.
   *
   * @throws SystemException if it ends before, or after the limit
   */
  void awaitAnswer(Duration limit) {
    await("to start without servers", () -> health() != NO_ANSWER, limit);
  }

  private void await(String what, BooleanSupplier done, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!done.getAsBoolean()) {
      if (!isAlive()) {
        throw failure(what, "it ended");
      }
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw failure(what, "it was not ready within " + limit.toSeconds() + " s");
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  /** True if its readiness check passes now. */
  public boolean isReady() {
    return health() == 200;
  }

  /** Status of the answer of its readiness check. */
  private int health() {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint().resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return NO_ANSWER;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NO_ANSWER;
    }
  }

  private synchronized SystemException failure(String what, String reason) {
    return new SystemException(
        "Expected %s %s but %s. End of %s:%n%s"
            .formatted(name(), what, reason, log(), LogText.readable(process.logTail(15))));
  }

  /** Stops it in an orderly way. */
  @Override
  public synchronized void close() {
    process.stop();
  }
}
