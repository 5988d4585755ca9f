package io.passo.standalone.bench;

import io.passo.servers.Folders;
import io.passo.standalone.bench.BenchOptions.WarmUp;
import io.passo.standalone.system.AotCaches;
import io.passo.standalone.system.Artifacts;
import io.passo.standalone.system.PassoSystem;
import io.passo.standalone.system.SystemException;
import io.passo.standalone.system.SystemOptions;
import io.passo.standalone.system.SystemStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A short life of a system of its own, from which {@link AotCaches} are made. */
public final class Training {
  private static final List<Workload> WORKLOADS =
      List.of(Workload.W1, Workload.W2, Workload.W3, Workload.W4);
  private static final int IN_FLIGHT = 64;

  private final Artifacts artifacts;
  private final AotCaches caches;
  private final Duration each;
  private final Consumer<String> progress;

  /**
   * A training.
   *
   * @param each how long each workload is run
   * @param progress is told how it goes, a line each second
   */
  public Training(Artifacts artifacts, Duration each, Consumer<String> progress) {
    this.artifacts = artifacts;
    this.caches = AotCaches.ofTraining(artifacts);
    this.each = each;
    this.progress = progress;
  }

  /**
   * Starts a system, puts load on it, stops it and makes the caches.
   *
   * @throws SystemException if one of these fails
   */
  public void run() {
    Path data = artifacts.home().resolve(Path.of("standalone", "target", "training"));
    Folders.delete(data);
    progress.accept("training: services start");
    SystemOptions options = SystemOptions.standard(data).withPort(0).asRecording();
    try (PassoSystem system = PassoSystem.start(options)) {
      SystemStatus status = system.status();
      WORKLOADS.forEach(workload -> load(workload, status));
      progress.accept("training: services write down what they have learned");
    }
    create();
    Folders.delete(data);
  }

  private void load(Workload workload, SystemStatus status) {
    BenchOptions options =
        new BenchOptions(
            workload, List.of(URI.create(status.endpoint())), IN_FLIGHT, 0, WarmUp.NONE, each);
    BenchReport report =
        new Bench(options, status, line -> progress.accept("training, " + workload + ", " + line))
            .run();
    if (report.executions() == 0) {
      throw new SystemException(
          "Expected executions of %s to succeed but none did: %s"
              .formatted(workload, report.problems()));
    }
  }

  private void create() {
    progress.accept("training: caches are made");
    caches.createAll();
  }
}
