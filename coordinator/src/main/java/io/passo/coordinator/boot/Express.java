package io.passo.coordinator.boot;

import io.passo.asl.interpreter.LanguageLimits;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.engine.EngineContext;
import io.passo.coordinator.engine.express.AsyncRuns;
import io.passo.coordinator.engine.express.ExpressLog;
import io.passo.coordinator.engine.express.ExpressPorts;
import io.passo.coordinator.engine.express.ExpressRuns;
import io.passo.coordinator.journal.ClientSettings;
import io.passo.coordinator.journal.ExpressFeed;
import io.passo.coordinator.logging.MachineLogs;
import io.passo.protocol.StepResult;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Express executions over real servers, opened and closed with the engine. */
@Singleton
final class Express implements AutoCloseable {
  private final PassoConfig config;
  private final ClientSettings clients;
  private final ExpressRuns runs;
  private final ExpressLog log;
  private final MachineLogs histories;
  private final InstantSource clock;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  Express(
      PassoConfig config,
      ClientSettings clients,
      ExpressRuns runs,
      ExpressLog log,
      MachineLogs histories,
      InstantSource clock) {
    this.config = config;
    this.clients = clients;
    this.runs = runs;
    this.log = log;
    this.histories = histories;
    this.clock = clock;
  }

  /** Takes what a worker says. */
  void result(StepResult result, byte[] message) {
    runs.result(result, message);
  }

  /** From now on executions can start. */
  void open(EngineContext lanes) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    open.push(threads::shutdownNow);
    WheelAlarms alarms = new WheelAlarms(lanes.clock());
    open.push(alarms);
    runs.open(
        ExpressPorts.of(
            lanes,
            threads,
            alarms,
            new LanguageLimits(config.payloadLimit(), config.historyLimit())));
    open.push(runs::close);
    ExpressFeed feed =
        new ExpressFeed(
            new KafkaConsumer<>(clients.expressMember(config.engine().group() + ".express")),
            new AsyncRuns(
                runs,
                log,
                start -> histories.of(start.stateMachineArn(), start.executionArn()),
                clock));
    open.push(feed);
    feed.start();
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      Closing.quietly(open.pop());
    }
  }
}
