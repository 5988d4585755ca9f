package io.passo.standalone.cli;

import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.Progress;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemOptions;
import io.passo.standalone.system.SystemStatus;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The system that runs already, or one started for this command only. */
final class RunningSystem implements AutoCloseable {
  private final @Nullable PassoSystem own;
  private final SystemStatus status;

  private RunningSystem(@Nullable PassoSystem own, SystemStatus status) {
    this.own = own;
    this.status = status;
  }

  static RunningSystem of(SystemOptions options, Progress progress) {
    return of(options, progress, () -> {});
  }

  /**
   * The system.
   *
   * @param before is run before one is started
   */
  static RunningSystem of(SystemOptions options, Progress progress, Runnable before) {
    Optional<SystemStatus> running = SystemStatus.running(options.data());
    if (running.isPresent()) {
      return new RunningSystem(null, requireReady(running.get()));
    }
    before.run();
    PassoSystem system = PassoSystem.start(options, progress);
    system.supervise();
    Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
    return new RunningSystem(system, system.status());
  }

  private static SystemStatus requireReady(SystemStatus status) {
    if (!status.ready()) {
      throw new SystemException(
          "Passo is just starting with its data in " + status.data() + ": try again in a moment");
    }
    return status;
  }

  SystemStatus status() {
    return status;
  }

  boolean isOwn() {
    return own != null;
  }

  /** Returns when the process is asked to end. */
  void awaitEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the system if it was started for this command. */
  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
