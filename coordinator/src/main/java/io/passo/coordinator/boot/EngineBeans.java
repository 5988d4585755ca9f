package io.passo.coordinator.boot;

import io.passo.asl.interpreter.LanguageLimits;
import io.passo.coordinator.api.execution.HistoryEvents;
import io.passo.coordinator.api.execution.StartAdmission;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.Secrets;
import io.passo.coordinator.engine.DirectSteps;
import io.passo.coordinator.engine.EngineMetrics;
import io.passo.coordinator.engine.LargePayloads;
import io.passo.coordinator.engine.PoolBacklogs;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.engine.express.ExpressLog;
import io.passo.coordinator.engine.express.ExpressRuns;
import io.passo.coordinator.history.HistoryReader;
import io.passo.coordinator.history.PgBlobs;
import io.passo.coordinator.history.PgCheckpoints;
import io.passo.coordinator.history.SinkProgress;
import io.passo.coordinator.journal.ClientSettings;
import io.passo.coordinator.journal.KafkaDirectSteps;
import io.passo.coordinator.journal.KafkaEngineGateway;
import io.passo.coordinator.journal.KafkaExpressLog;
import io.passo.coordinator.journal.KafkaPoolBacklogs;
import io.passo.coordinator.journal.LogReaders;
import io.passo.coordinator.messaging.AnnouncedFunctions;
import io.passo.coordinator.messaging.ControlChannel;
import io.passo.coordinator.state.ActivityQueue;
import io.passo.coordinator.state.JournalEnds;
import io.passo.coordinator.state.LiveExecutions;
import io.passo.coordinator.state.RedisReads;
import io.passo.coordinator.state.TokenDebts;
import io.passo.coordinator.state.TokenLeases;
import io.passo.protocol.mac.ResultKeys;
import io.passo.protocol.token.TaskTokenCodec;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Redis;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** What the API and the engine share. */
@Dependent
final class EngineBeans {
  private static final Duration REQUEST_DELIVERY = Duration.ofSeconds(5);
  private static final Logger LOG = Logger.getLogger(EngineBeans.class);
  private static final long LOOK_MILLIS = 250;
  private static final long SWEEP_MINUTES = 60;
  // Requests that wait for the engine may take this part of the heap.
  private static final long WAITING_SHARE = 8;

  /** Keys of this cluster. */
  @Produces
  @Singleton
  Secrets secrets(PassoConfig config) {
    return Secrets.of(config);
  }

  /** The clock of lanes and of everything else: a start that the API dates runs at that time. */
  @Produces
  @Singleton
  SystemClock clock() {
    return new SystemClock();
  }

  /** Settings of the engine's Kafka clients, under this instance's name. */
  @Produces
  @Singleton
  ClientSettings clients(
      PassoConfig config, @ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
    return new ClientSettings(
        servers,
        config.instanceId().orElseGet(EngineBeans::randomName),
        config.engine().linger(),
        config.payloadLimit());
  }

  /** What new executions are taken on. */
  @Produces
  @Singleton
  StartAdmission startAdmission(PassoConfig config, EngineMetrics metrics) {
    PassoConfig.Admission admission = config.admission();
    return new StartAdmission(
        admission.startRate(), admission.startBurst(), System::nanoTime, metrics::throttled);
  }

  private static String randomName() {
    byte[] bytes = new byte[6];
    new SecureRandom().nextBytes(bytes);
    return "coordinator-" + HexFormat.of().formatHex(bytes);
  }

  /** Task tokens of this cluster. */
  @Produces
  @Singleton
  TaskTokenCodec taskTokens(Secrets secrets) {
    return new TaskTokenCodec(secrets.cluster());
  }

  /** Producer of requests and replies. */
  @Produces
  @Singleton
  RequestProducer requestProducer(ClientSettings clients) {
    return new RequestProducer(
        new KafkaProducer<>(clients.impatientProducer("requests", REQUEST_DELIVERY)));
  }

  void close(@Disposes RequestProducer producer) {
    producer.producer().close(Duration.ofSeconds(2));
  }

  /** How the API asks the engine. */
  @Produces
  @Singleton
  @SuppressWarnings("FutureReturnValueIgnored") // repeated as long as the process lives
  KafkaEngineGateway gateway(
      RequestProducer producer,
      ClientSettings clients,
      PassoConfig config,
      InstantSource clock,
      EngineMetrics metrics,
      ScheduledExecutorService timer) {
    KafkaEngineGateway gateway =
        new KafkaEngineGateway(
            producer.producer(),
            clients.instanceId(),
            config.partitions(),
            clock,
            metrics,
            Runtime.getRuntime().maxMemory() / WAITING_SHARE);
    timer.scheduleWithFixedDelay(gateway::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return gateway;
  }

  /** Express executions of this instance; the engine opens them. */
  @Produces
  @Singleton
  ExpressRuns express(PassoConfig config) {
    return new ExpressRuns(config.express().concurrency());
  }

  /** Where asynchronous Express executions are written down. */
  @Produces
  @Singleton
  ExpressLog expressLog(RequestProducer producer, PassoConfig config) {
    return new KafkaExpressLog(producer.producer(), config.partitions());
  }

  /** Connection for the reads of the API. */
  @Produces
  @Singleton
  RedisReads redisReads(Redis redis, PassoConfig config) {
    return new RedisReads(redis, config.partitions());
  }

  void close(@Disposes RedisReads reads) {
    reads.close();
  }

  /**
   * Histories, also what the sink has not written yet. Made at the first use: the API's route is
   * there before the channels that the engine needs.
   */
  @Produces
  @ApplicationScoped
  HistoryEvents histories(
      Pool pool, SinkProgress progress, Engine engine, LargePayloads payloads, PassoConfig config) {
    HistoryReader reader =
        new HistoryReader(
            pool,
            progress,
            new PgCheckpoints(pool),
            engine::live,
            config.partitions(),
            payloads,
            Executors.newVirtualThreadPerTaskExecutor());
    return reader::read;
  }

  /** Payloads that are too large for records, where the limit allows for such. */
  @Produces
  @Singleton
  @SuppressWarnings("FutureReturnValueIgnored") // repeated as long as the process lives
  LargePayloads largePayloads(Pool pool, PassoConfig config, ScheduledExecutorService timer) {
    if (config.payloadLimit() <= LanguageLimits.STRICT.payloadBytes()) {
      return LargePayloads.OFF;
    }
    PgBlobs blobs = new PgBlobs(pool);
    timer.scheduleWithFixedDelay(
        () -> sweep(blobs), SWEEP_MINUTES, SWEEP_MINUTES, TimeUnit.MINUTES);
    return new LargePayloads(blobs, LargePayloads.INLINE_BYTES);
  }

  private static void sweep(PgBlobs blobs) {
    try {
      int removed = blobs.sweep();
      if (removed > 0) {
        LOG.infof("Blobs of executions that are gone removed: count=%d", removed);
      }
    } catch (UnavailableException e) {
      LOG.debugf("Blobs not swept: reason=%s", e.getMessage());
    }
  }

  /** Open executions. */
  @Produces
  @ApplicationScoped
  LiveExecutions liveExecutions(RedisReads reads) {
    return reads.executions();
  }

  /** Token buckets of accounts. */
  @Produces
  @Singleton
  TokenLeases tokenLeases(RedisReads reads) {
    return reads.tokens();
  }

  /** Buckets of transitions. */
  @Produces
  @Singleton
  TokenDebts tokenDebts(RedisReads reads) {
    return reads.debts();
  }

  /** Ends of the journals. */
  @Produces
  @ApplicationScoped
  JournalEnds journalEnds(Engine engine) {
    Executor blocking = Executors.newVirtualThreadPerTaskExecutor();
    return partition ->
        Uni.createFrom().item(() -> engine.journalEnd(partition)).runSubscriptionOn(blocking);
  }

  /** Activity tasks that wait. */
  @Produces
  @ApplicationScoped
  ActivityQueue activityQueue(RedisReads reads, ControlChannel control) {
    return reads.activities(control.activities());
  }

  /** Calls for TestState. */
  @Produces
  @ApplicationScoped
  DirectSteps directSteps(
      Engine engine,
      ClientSettings clients,
      AnnouncedFunctions functions,
      Secrets secrets,
      PassoConfig config) {
    return new KafkaDirectSteps(
        engine::steps,
        () -> new KafkaConsumer<>(clients.reader("test-state")),
        functions,
        new ResultKeys(secrets.cluster()),
        config.partitions());
  }

  /** What is to do in the pools. */
  @Produces
  @ApplicationScoped
  PoolBacklogs poolBacklogs(KafkaDependency kafka, ClientSettings clients) {
    return new KafkaPoolBacklogs(kafka.admin(), new LogReaders(clients));
  }

  /** The producer of requests and replies, told from others by its type. */
  record RequestProducer(Producer<byte[], byte[]> producer) {}
}
