package io.passo.coordinator.boot;

import io.passo.asl.interpreter.KnownActivities;
import io.passo.asl.interpreter.LanguageLimits;
import io.passo.asl.interpreter.MapRunAdmission;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.interpreter.TaskTokens;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.coordinator.boot.EngineBeans.RequestProducer;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.Secrets;
import io.passo.coordinator.engine.Definitions;
import io.passo.coordinator.engine.EngineContext;
import io.passo.coordinator.engine.EngineMetrics;
import io.passo.coordinator.engine.EngineRuntime;
import io.passo.coordinator.engine.EngineSettings;
import io.passo.coordinator.engine.LargePayloads;
import io.passo.coordinator.engine.Notifications;
import io.passo.coordinator.engine.SinkRunner;
import io.passo.coordinator.engine.StepQueue;
import io.passo.coordinator.engine.TransitionRates;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.coordinator.history.HistoryReader.Live;
import io.passo.coordinator.history.PgCheckpoints;
import io.passo.coordinator.history.PgHistorySink;
import io.passo.coordinator.journal.ClientSettings;
import io.passo.coordinator.journal.ControlLog;
import io.passo.coordinator.journal.InputGroup;
import io.passo.coordinator.journal.KafkaEngineGateway;
import io.passo.coordinator.journal.KafkaEventLog;
import io.passo.coordinator.journal.KafkaJournal;
import io.passo.coordinator.journal.KafkaMessageLog;
import io.passo.coordinator.journal.KafkaReplies;
import io.passo.coordinator.journal.KafkaStepQueue;
import io.passo.coordinator.journal.LogReaders;
import io.passo.coordinator.journal.ReplyListener;
import io.passo.coordinator.journal.TopicLookup;
import io.passo.coordinator.journal.VitalThreads;
import io.passo.coordinator.messaging.AnnouncedFunctions;
import io.passo.coordinator.state.RedisStateStore;
import io.passo.protocol.ControlMessage;
import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.Topics;
import io.passo.protocol.mac.ResultKeys;
import io.passo.protocol.token.TaskTokenCodec;
import io.passo.protocol.token.TaskTokenMinter;
import io.vertx.redis.client.Redis;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The engine of this coordinator over real servers: started once they are there, stopped in the
 * reverse order.
 */
@Singleton
final class Engine {
  private static final Duration JOURNAL_DELIVERY = Duration.ofSeconds(5);
  private static final Duration SEND_DELIVERY = Duration.ofSeconds(2);
  private static final Duration ANNOUNCEMENTS = Duration.ofMinutes(10);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration LOOK_UP = Duration.ofSeconds(5);
  // Where processors are short, a sink and its server process get a fraction of one each: one of
  // them alone does not keep up with what all lanes write. Each costs a transaction at each beat.
  private static final int SINKS = 2;

  private final PassoConfig config;
  private final Secrets secrets;
  private final ClientSettings clients;
  private final KafkaDependency kafka;
  private final Redis redis;
  private final RequestProducer requests;
  private final KafkaEngineGateway gateway;
  private final Express express;
  private final TaskTokenCodec tokens;
  private final TaskPermissions permissions;
  private final MapRunAdmission admission;
  private final KnownActivities activities;
  private final Pool pool;
  private final SystemClock clock;
  private final LargePayloads payloads;
  private final Definitions definitions;
  private final AnnouncedFunctions functions;
  private final TransitionRates rates;
  private final Notifications notifications;
  private final EngineMetrics metrics;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private volatile @Nullable EngineRuntime runtime;
  private volatile @Nullable EngineContext context;
  private volatile @Nullable InputGroup inputs;
  private volatile boolean takesPart = true;

  Engine(
      PassoConfig config,
      Secrets secrets,
      ClientSettings clients,
      KafkaDependency kafka,
      Redis redis,
      RequestProducer requests,
      KafkaEngineGateway gateway,
      Express express,
      TaskTokenCodec tokens,
      TaskPermissions permissions,
      MapRunAdmission admission,
      KnownActivities activities,
      Pool pool,
      SystemClock clock,
      LargePayloads payloads,
      Definitions definitions,
      AnnouncedFunctions functions,
      TransitionRates rates,
      Notifications notifications,
      EngineMetrics metrics) {
    this.config = config;
    this.secrets = secrets;
    this.clients = clients;
    this.kafka = kafka;
    this.redis = redis;
    this.requests = requests;
    this.gateway = gateway;
    this.express = express;
    this.tokens = tokens;
    this.permissions = permissions;
    this.admission = admission;
    this.activities = activities;
    this.pool = pool;
    this.clock = clock;
    this.payloads = payloads;
    this.definitions = definitions;
    this.functions = functions;
    this.rates = rates;
    this.notifications = notifications;
    this.metrics = metrics;
  }

  /**
   * Joins the coordinators; Kafka, Redis and PostgreSQL are there and prepared.
   *
   * @throws UnavailableException if one of them has gone again
   */
  void start() throws InterruptedException {
    functions.onPool(kafka::ensurePool);
    TopicLookup.untilKnown(
        requests.producer(), List.of(Topics.REQUESTS, Topics.REPLIES, Topics.EXPRESS), LOOK_UP);
    LogReaders readers = opened(new LogReaders(clients));
    ReplyListener replies =
        opened(
            new ReplyListener(
                clients.reader("replies"),
                clients.instanceId(),
                gateway::answered,
                express::result));
    replies.start(LOOK_UP);
    hearAnnouncements(readers);
    EngineContext ports = context(readers);
    InputGroup group =
        new InputGroup(
            new KafkaConsumer<>(clients.member(config.engine().group())),
            readers,
            config.engine().queuedInputs());
    EngineRuntime started =
        new EngineRuntime(ports, sinks(ports), group::inbox, VitalThreads::thread);
    opened(group);
    opened(express).open(ports);
    gateway.serve(group);
    context = ports;
    inputs = group;
    runtime = started;
    group.start();
    started.rehearse();
    takePart(takesPart);
  }

  /** Whether it may own partitions; at first it may. */
  void takePart(boolean yes) {
    takesPart = yes;
    InputGroup group = inputs;
    EngineRuntime started = runtime;
    if (group == null || started == null) {
      return;
    }
    if (yes) {
      group.join(started);
    } else {
      group.leave();
    }
  }

  // Workers repeat what they host, but not before a lane may need it.
  private void hearAnnouncements(LogReaders readers) {
    long since = clock.wallMillis() - ANNOUNCEMENTS.toMillis();
    for (ControlMessage message : new ControlLog(readers).since(since)) {
      if (message instanceof FunctionsAnnounced announced) {
        functions.remember(announced);
      }
    }
  }

  private EngineContext context(LogReaders readers) {
    TaskTokens minter = new TaskTokenMinter(tokens, config.partitions())::mint;
    // Seeds of decisions are for jitter and UUIDs; those of one process must not repeat in another.
    long salt = new SecureRandom().nextLong();
    // What a commit sends often fits into one request.
    Producer<byte[], byte[]> sends = producer("sends", SEND_DELIVERY);
    return new EngineContext(
        clients.instanceId(),
        config.partitions(),
        new EngineSettings(config.engine().staleAfter(), config.engine().stepsInFlight()),
        new DefaultInterpreter(
            minter,
            new LanguageLimits(config.payloadLimit(), config.historyLimit()),
            permissions,
            admission,
            activities),
        minter,
        permissions,
        new ResultKeys(secrets.cluster()),
        () -> ThreadLocalRandom.current().nextLong() ^ salt,
        clock,
        opened(new BackgroundThreads()),
        new KafkaJournal(
            producer("journal", JOURNAL_DELIVERY),
            readers,
            kafka.admin(),
            KafkaJournal.topicId(kafka.admin())),
        new KafkaStepQueue(sends, readers, kafka.admin(), secrets.worker()),
        new KafkaMessageLog(requests.producer()),
        new KafkaEventLog(sends),
        new KafkaReplies(requests.producer(), clients.instanceId(), gateway::answered),
        opened(new RedisStateStore(redis)),
        new PgCheckpoints(pool),
        payloads,
        definitions,
        functions,
        rates,
        notifications,
        metrics);
  }

  private List<SinkRunner> sinks(EngineContext context) {
    return IntStream.range(0, SINKS).mapToObj(i -> sink(context)).toList();
  }

  private SinkRunner sink(EngineContext context) {
    SinkRunner sink =
        new SinkRunner(
            context.journal(), opened(new PgHistorySink(pool)), context.clock(), context.metrics());
    sink.start(VitalThreads::thread);
    open.push(sink::stop);
    return sink;
  }

  private Producer<byte[], byte[]> producer(String role, Duration delivery) {
    Producer<byte[], byte[]> producer = new KafkaProducer<>(clients.producer(role, delivery));
    open.push(() -> producer.close(CLOSE));
    return producer;
  }

  private <T extends AutoCloseable> T opened(T closeable) {
    open.push(closeable);
    return closeable;
  }

  /** What knows of commits before PostgreSQL does; empty until it has started. */
  Optional<Live> live() {
    return Optional.ofNullable(context).map(ports -> new Live(ports.state(), ports.journal()));
  }

  /**
   * End of a partition's journal.
   *
   * @throws UnavailableException if the engine has not started, or Kafka does not answer
   */
  long journalEnd(int partition) {
    EngineContext current = context;
    if (current == null) {
      throw UnavailableException.notStarted();
    }
    return current.journal().bounds(partition).end();
  }

  /**
   * Where step commands go.
   *
   * @throws UnavailableException if the engine has not started
   */
  StepQueue steps() {
    EngineContext current = context;
    if (current == null) {
      throw UnavailableException.notStarted();
    }
    return current.steps();
  }

  /** Partitions that wait for their lane to run, or a reason to be not ready. */
  boolean isReady() {
    EngineRuntime current = runtime;
    InputGroup group = inputs;
    return current != null
        && group != null
        && group.isJoined()
        && current.running().containsAll(current.assigned());
  }

  /** What it owns, for people. */
  String owned() {
    EngineRuntime current = runtime;
    return current == null
        ? "not started"
        : current.running().size() + " of " + current.assigned().size() + " assigned";
  }

  /** Hands the partitions over and closes the clients. */
  void stop() {
    context = null;
    runtime = null;
    while (!open.isEmpty()) {
      Closing.quietly(open.pop());
    }
  }
}
