package io.passo.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.passo.protocol.mac.MacKey;
import io.passo.task.config.TaskWorkerConfig;
import io.passo.task.function.CodeRuntimes;
import io.passo.task.function.FunctionSteps;
import io.passo.task.function.HostedFunctions;
import io.passo.worker.Worker;
import io.passo.worker.WorkerConfig;
import io.passo.worker.metrics.StepMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Starts and stops the worker with the service. */
@ApplicationScoped
public class TaskWorker {
  private static final long AGAIN_MILLIS = 500;

  private final TaskWorkerConfig config;
  private final String bootstrapServers;
  private final WorkerName name;
  private final HostedFunctions functions;
  private final CodeRuntimes runtimes;
  private final StepMetrics metrics;
  private volatile @Nullable Worker worker;
  private volatile boolean stopping;

  TaskWorker(
      TaskWorkerConfig config,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      WorkerName name,
      HostedFunctions functions,
      CodeRuntimes runtimes,
      MeterRegistry registry) {
    this.config = config;
    this.bootstrapServers = bootstrapServers;
    this.name = name;
    this.functions = functions;
    this.runtimes = runtimes;
    this.metrics = new StepMetrics(registry, config.pool());
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().daemon().name("task-worker").start(this::startWhenComplete);
  }

  // A worker that does not know what there is would call functions unknown that are not.
  private void startWhenComplete() {
    try {
      functions.refresh();
      while (!functions.isComplete()) {
        Thread.sleep(AGAIN_MILLIS);
        functions.refresh();
      }
      startWorker();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void startWorker() {
    if (stopping) {
      return;
    }
    WorkerConfig settings =
        WorkerConfig.of(
                bootstrapServers,
                config.pool(),
                name.text(),
                MacKey.ofSecret(config.workerSecret()))
            .withConcurrency(config.concurrency());
    Worker started =
        Worker.start(
            settings,
            new FunctionSteps(functions, runtimes.waiting(), InstantSource.system()),
            metrics);
    metrics.watch(started);
    worker = started;
  }

  void stop(@Observes ShutdownEvent event) {
    Worker started = stopStarting();
    if (started != null) {
      started.stop(config.shutdownGrace());
    }
    runtimes.close();
  }

  private synchronized @Nullable Worker stopStarting() {
    stopping = true;
    return worker;
  }

  /** True while steps are taken. */
  boolean isReady() {
    Worker started = worker;
    return started != null && started.isReady();
  }
}
