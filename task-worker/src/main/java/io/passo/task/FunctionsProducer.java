package io.passo.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.passo.protocol.mac.MacKey;
import io.passo.task.config.TaskWorkerConfig;
import io.passo.task.function.CodeRuntimes;
import io.passo.task.function.CoordinatorFunctions;
import io.passo.task.function.DeployedFunctions;
import io.passo.task.function.FunctionsFolder;
import io.passo.task.function.HostedFunctions;
import io.passo.task.function.Waiting;
import io.passo.task.function.WatchedFunctions;
import io.passo.task.process.ProcessHost;
import io.passo.task.process.ProcessLaunch;
import io.passo.task.runtime.FunctionClients;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;

/** Makes the functions of the configured folder. */
final class FunctionsProducer {
  private static final Path NOWHERE = Path.of("/nonexistent");

  private FunctionsProducer() {}

  @Produces
  @Singleton
  static CodeRuntimes runtimes(TaskWorkerConfig config, Vertx vertx, MeterRegistry registry)
      throws IOException {
    ProcessHost host = new ProcessHost(vertx, new ProcessLaunch(config.region()));
    registry.gauge(
        "passo.function.processes", Tags.of("pool", config.pool()), host, ProcessHost::processes);
    Waiting waiting = new Waiting();
    registry.gauge("passo.steps.parked", Tags.of("pool", config.pool()), waiting, Waiting::calls);
    return new CodeRuntimes(host, waiting);
  }

  @Produces
  @Singleton
  static HostedFunctions functions(TaskWorkerConfig config, CodeRuntimes runtimes) {
    HttpClient http = FunctionClients.create();
    WatchedFunctions folder =
        new WatchedFunctions(
            new FunctionsFolder(
                config.functionsDir().orElse(NOWHERE), http, runtimes, config.pool()));
    return new HostedFunctions(
        folder,
        config
            .coordinatorUrl()
            .map(
                urls ->
                    new CoordinatorFunctions(
                        http,
                        urls,
                        MacKey.ofSecret(config.workerSecret()),
                        config.pool(),
                        InstantSource.system()))
            .map(coordinators -> new DeployedFunctions(coordinators, runtimes)));
  }
}
