package io.passo.coordinator.boot;

import io.passo.coordinator.api.statemachine.ReaperSchedule;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.SettingsCheck;
import io.passo.coordinator.definition.StateMachines;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.security.DirectoryRefresh;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Start and stop of the coordinator: settings are checked at once; then it waits for Kafka, Redis
 * and PostgreSQL in the background, so that health answers meanwhile, and starts the engine.
 */
@Singleton
final class Lifecycle {
  private static final Logger LOG = Logger.getLogger(Lifecycle.class);
  private static final long RETRY_MILLIS = 2_000;
  private static final Duration FIRST_QUERY = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(1);

  private final PassoConfig config;
  private final List<Dependency> dependencies;
  private final DependencyWatch watch;
  private final PressureWatch pressure;
  private final RetentionJob retention;
  private final ClockWatch clocks;
  private final ReaperSchedule reaper;
  private final DirectoryRefresh directory;
  private final StateMachines machines;
  private final Engine engine;
  private @Nullable Thread starting;

  Lifecycle(
      PassoConfig config,
      KafkaDependency kafka,
      RedisDependency redis,
      PostgresDependency postgres,
      DependencyWatch watch,
      PressureWatch pressure,
      RetentionJob retention,
      ClockWatch clocks,
      ReaperSchedule reaper,
      DirectoryRefresh directory,
      StateMachines machines,
      Engine engine) {
    this.config = config;
    this.dependencies = List.of(kafka, redis, postgres);
    this.watch = watch;
    this.pressure = pressure;
    this.retention = retention;
    this.clocks = clocks;
    this.reaper = reaper;
    this.directory = directory;
    this.machines = machines;
    this.engine = engine;
  }

  void start(@Observes StartupEvent event) {
    SettingsCheck.check(config);
    // Transactions and scopes are not carried from operator to operator here: nobody asks for them,
    // and capturing them costs more than the operators.
    Infrastructure.clearInterceptors();
    starting = Thread.ofPlatform().name("starting").daemon().start(this::run);
  }

  private void run() {
    try {
      Waiting.untilAll(dependencies);
      watch.start(dependencies);
      directory.start();
      reaper.start();
      clocks.start();
      readGrammar();
      startEngine();
      pressure.start();
      retention.start();
      LOG.infof("Engine started: partitions=%d", config.partitions());
    } catch (InterruptedException e) {
      LOG.debug("Stopped while waiting");
    } catch (RuntimeException e) {
      LOG.fatalf(e, "Coordinator cannot start: reason=%s", Waiting.reason(e));
      Quarkus.asyncExit(1);
    }
  }

  // Hibernate's parser learns its grammar by the first query: for up to seconds, on the thread by
  // which lanes hear of Redis.
  private void readGrammar() {
    try {
      machines.find("").await().atMost(FIRST_QUERY);
    } catch (RuntimeException e) {
      LOG.debugf("Not asked for a state machine: reason=%s", Waiting.reason(e));
    }
  }

  // A server may go away between its preparation and this.
  private void startEngine() throws InterruptedException {
    while (true) {
      try {
        engine.start();
        return;
      } catch (UnavailableException | KafkaException e) {
        LOG.warnf("Engine not started, trying again: reason=%s", Waiting.reason(e));
        engine.stop();
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    Thread thread = starting;
    if (thread != null) {
      thread.interrupt();
      thread.join(STOP);
    }
    engine.stop();
  }
}
