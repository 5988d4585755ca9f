package io.passo.integration;

import io.micrometer.core.instrument.MeterRegistry;
import io.passo.protocol.mac.MacKey;
import io.passo.worker.Worker;
import io.passo.worker.WorkerConfig;
import io.passo.worker.metrics.StepMetrics;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Starts and stops the worker with the service. */
@ApplicationScoped
public class IntegrationAdapters {
  private final AdaptersConfig config;
  private final String bootstrapServers;
  private final List<Integration> integrations;
  private final StepMetrics metrics;
  private @Nullable Worker worker;

  IntegrationAdapters(
      AdaptersConfig config,
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      @All List<Integration> integrations,
      MeterRegistry registry) {
    this.config = config;
    this.bootstrapServers = bootstrapServers;
    this.integrations = integrations;
    this.metrics = new StepMetrics(registry, config.pool());
  }

  void start(@Observes StartupEvent event) {
    WorkerConfig settings =
        WorkerConfig.of(
                bootstrapServers, config.pool(), name(), MacKey.ofSecret(config.workerSecret()))
            .withConcurrency(config.concurrency());
    Worker started = Worker.start(settings, new IntegrationSteps(integrations), metrics);
    metrics.watch(started);
    worker = started;
  }

  void stop(@Observes ShutdownEvent event) {
    Worker started = worker;
    if (started != null) {
      started.stop(config.shutdownGrace());
    }
  }

  /** True while steps are taken. */
  boolean isReady() {
    Worker started = worker;
    return started != null && started.isReady();
  }

  private String name() {
    return config.instanceId().orElseGet(() -> host() + "-" + ProcessHandle.current().pid());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "worker";
    }
  }
}
