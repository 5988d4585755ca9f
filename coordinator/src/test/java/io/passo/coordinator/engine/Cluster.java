package io.passo.coordinator.engine;

import io.passo.asl.data.JsonReference;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.ExecutionStart;
import io.passo.asl.interpreter.ExecutionState;
import io.passo.asl.interpreter.Interpreter;
import io.passo.asl.interpreter.TaskPermissions;
import io.passo.asl.interpreter.state.DefaultInterpreter;
import io.passo.asl.model.StateMachine;
import io.passo.coordinator.engine.memory.Actor;
import io.passo.coordinator.engine.memory.Counters;
import io.passo.coordinator.engine.memory.MemoryBackground;
import io.passo.coordinator.engine.memory.MemoryBlobs;
import io.passo.coordinator.engine.memory.MemoryDatabase;
import io.passo.coordinator.engine.memory.MemoryEventLog;
import io.passo.coordinator.engine.memory.MemoryHistory;
import io.passo.coordinator.engine.memory.MemoryInbox;
import io.passo.coordinator.engine.memory.MemoryJournal;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.coordinator.engine.memory.MemoryMessageLog;
import io.passo.coordinator.engine.memory.MemoryRedis;
import io.passo.coordinator.engine.memory.MemoryStateStore;
import io.passo.coordinator.engine.memory.MemoryStepQueue;
import io.passo.coordinator.engine.memory.Node;
import io.passo.coordinator.engine.memory.SimulatedClock;
import io.passo.coordinator.engine.memory.World;
import io.passo.protocol.ControlMessage;
import io.passo.protocol.DeadLetter;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.protocol.Topics;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.ResultKeys;
import io.passo.protocol.token.TaskTokenCodec;
import io.passo.protocol.token.TaskTokenMinter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Simulated Kafka, Redis and PostgreSQL with coordinators that come and go. */
final class Cluster {
  static final String POOL = "tasks";
  static final MacKey SECRET = MacKey.ofSecret("a secret of the cluster");
  static final MacKey WORKER_SECRET = MacKey.ofSecret("a secret of the workers");

  // What is known of a step does not depend on how long it is watched: here, not for long.
  private static final Duration STALE_AFTER = Duration.ofSeconds(2);

  final World world;
  final int partitions;
  final List<MemoryLog> requests = new ArrayList<>();
  final List<MemoryLog> results = new ArrayList<>();
  final List<MemoryLog> journals = new ArrayList<>();
  final List<MemoryRedis> redis = new ArrayList<>();
  final List<MemoryDatabase> databases = new ArrayList<>();
  final Map<StepPartition, MemoryLog> steps = new TreeMap<>(Cluster::compare);
  final Map<BlobId, byte[]> blobs = new HashMap<>();
  final long[] databaseDownUntil = {0};
  final long[] redisDownUntil = {0};
  final Map<String, StateMachine> machines = new HashMap<>();
  final Counters metrics = new Counters();
  final List<ControlMessage> control = new ArrayList<>();
  final MemoryLog events;
  final List<DeadLetter> deadLetters = new ArrayList<>();
  final SimulatedApi api;
  Predicate<StepCommand> rejects = command -> false;

  /** Executions that nobody can decide anything of without an error. */
  final Map<String, Supplier<? extends Error>> poison = new HashMap<>();

  /** Steps of a tenant that a lane has in flight; 0 for no limit. */
  int stepsInFlight;

  /** Whether not even failing such an execution is possible. */
  boolean deadlyToFail;

  /** Largest payload that stands in records; larger ones are blobs. Set before coordinators are. */
  int inlineBytes = Integer.MAX_VALUE;

  /** What each state that is entered costs a lane. */
  long microsPerState;

  /** How fast accounts may enter states. */
  TransitionRates rates = TransitionRates.NONE;

  private final Map<Integer, Coordinator> owners = new HashMap<>();
  private final List<Coordinator> coordinators = new ArrayList<>();
  private final Map<Integer, Coordinator> alsoOwners = new HashMap<>();
  private final Map<Integer, Long> alsoUntil = new HashMap<>();

  Cluster(long seed, int partitions) {
    this.world = new World(seed);
    this.partitions = partitions;
    this.events = new MemoryLog(world, true);
    for (int p = 0; p < partitions; p++) {
      requests.add(new MemoryLog(world, true));
      results.add(new MemoryLog(world, true));
      journals.add(new MemoryLog(world, true));
      redis.add(new MemoryRedis());
      databases.add(new MemoryDatabase());
      steps.put(
          new StepPartition(POOL, Topics.stepPartition(p, partitions)),
          new MemoryLog(world, false));
    }
    this.api = new SimulatedApi(this);
  }

  private static int compare(StepPartition a, StepPartition b) {
    return Integer.compare(a.partition(), b.partition());
  }

  /** A life of a coordinator. */
  final class Coordinator {
    final Node node;
    final EngineContext context;
    final SinkRunner sinks;
    private final RepeatedWarning droppedLanes;
    private final MemoryHistory history;
    private final Map<Integer, PartitionOwner> lanes = new HashMap<>();
    private final Map<Integer, Actor> actors = new HashMap<>();
    private final Map<Integer, MemoryInbox> inboxes = new HashMap<>();

    private Coordinator(String name) {
      this.node = new Node(world, name);
      this.history = new MemoryHistory(world, node, databases, databaseDownUntil);
      this.context = context(node, history);
      this.droppedLanes =
          new RepeatedWarning(
              System.getLogger(Cluster.class.getName()), context.clock(), "Lane dropped");
      this.sinks = new SinkRunner(context.journal(), history, context.clock(), metrics);
      sinks.start(threads(node, -1, null));
    }

    /** Becomes the owner of a partition, as far as it knows. */
    void assign(int partition) {
      MemoryInbox inbox =
          new MemoryInbox(
              world,
              node,
              requests.get(partition),
              results.get(partition),
              () -> owners.get(partition) == this || isAlsoOwner(partition, this));
      inboxes.put(partition, inbox);
      PartitionOwner lane = new PartitionOwner(context, partition, inbox, droppedLanes);
      lanes.put(partition, lane);
      lane.start(threads(node, partition, actors));
      sinks.add(partition);
    }

    /** A request of a caller in this process: false if it does not run the lane. */
    boolean offer(int partition, byte[] request) {
      MemoryInbox inbox = inboxes.get(partition);
      return !node.isDead() && inbox != null && inbox.offer(request);
    }

    boolean runs(int partition) {
      PartitionOwner lane = lanes.get(partition);
      return !node.isDead() && lane != null && lane.isRunning();
    }

    boolean has(int partition) {
      return lanes.containsKey(partition);
    }

    /** Notices that a partition is no longer its own: the lane ends without handing over. */
    void forget(int partition) {
      lanes.remove(partition);
      inboxes.remove(partition);
      Actor actor = actors.remove(partition);
      if (actor != null) {
        actor.end();
      }
      sinks.remove(partition);
    }

    /** Gives a partition back; what follows happens when it has, or after 8 s. */
    void handOver(int partition, Runnable then) {
      PartitionOwner lane = lanes.remove(partition);
      Actor actor = actors.remove(partition);
      inboxes.remove(partition);
      if (lane == null || actor == null || node.isDead()) {
        then.run();
        return;
      }
      lane.stop();
      awaitEnd(actor, world.micros() + 8_000_000, then);
      sinks.remove(partition);
    }

    private void awaitEnd(Actor actor, long until, Runnable then) {
      world.after(
          10_000,
          () -> {
            if (actor.isDone() || world.micros() >= until) {
              actor.end();
              then.run();
            } else {
              awaitEnd(actor, until, then);
            }
          });
    }

    /** Gives a partition back and waits until it has. */
    void revoke(int partition) {
      PartitionOwner lane = lanes.remove(partition);
      Actor actor = actors.remove(partition);
      inboxes.remove(partition);
      if (lane != null && actor != null && !node.isDead()) {
        lane.stop();
        world.run(8_000, actor::isDone);
      }
      sinks.remove(partition);
    }
  }

  private EngineContext context(Node node, MemoryHistory history) {
    TaskTokenMinter tokens = new TaskTokenMinter(new TaskTokenCodec(SECRET), partitions);
    return new EngineContext(
        node.name(),
        partitions,
        new EngineSettings(STALE_AFTER, stepsInFlight),
        decider(new DefaultInterpreter(tokens::mint)),
        tokens::mint,
        TaskPermissions.ALL,
        new ResultKeys(SECRET),
        world.random::nextLong,
        new SimulatedClock(world, node),
        new MemoryBackground(world, node),
        new MemoryJournal(world, node, journals),
        new MemoryStepQueue(world, node, steps, WORKER_SECRET, command -> rejects.test(command)),
        new MemoryMessageLog(world, node, requests),
        new MemoryEventLog(world, node, events),
        replies -> deliver(node, replies),
        new MemoryStateStore(world, node, redis, redisDownUntil),
        history,
        payloads(new MemoryBlobs(world, node, blobs, databaseDownUntil)),
        this::definition,
        (resource, parameters, account) -> POOL,
        rates,
        new Notes(),
        metrics);
  }

  private LargePayloads payloads(Blobs kept) {
    return inlineBytes == Integer.MAX_VALUE
        ? LargePayloads.OFF
        : new LargePayloads(kept, inlineBytes);
  }

  /** Ids of the events that users have been told, in order. */
  List<String> announced() {
    List<String> ids = new ArrayList<>();
    for (long offset = 0; offset < events.highWatermark(); offset++) {
      ids.add(new String(events.get(offset), StandardCharsets.UTF_8));
    }
    return ids;
  }

  /** The text of a payload, wherever it is kept. */
  byte[] text(Payload payload) {
    if (!JsonReference.isReference(payload.utf8())) {
      return payload.utf8();
    }
    JsonReference reference = JsonReference.of(payload.utf8());
    return BlobCipher.decrypt(
            reference, Objects.requireNonNull(blobs.get(BlobId.of(reference)), "blob"))
        .orElseThrow();
  }

  // Deciding takes its time, as it does on a processor.
  private Interpreter decider(Interpreter interpreter) {
    return (state, event, pace) -> {
      poison(state, event);
      Decision decision = interpreter.decide(state, event, pace);
      if (microsPerState > 0 && world.isInActor()) {
        world.current().spend(microsPerState * Slot.statesEntered(decision));
      }
      return decision;
    };
  }

  private void poison(ExecutionState state, Event event) {
    ExecutionStart start =
        event instanceof Event.ExecutionStarted started
            ? started.start()
            : event instanceof Event.EngineFailed failed && failed.start() != null
                ? failed.start()
                : state.start().orElse(null);
    Supplier<? extends Error> error = start == null ? null : poison.get(start.executionArn());
    if (error != null && (deadlyToFail || !(event instanceof Event.EngineFailed))) {
      throw error.get();
    }
  }

  private void deliver(Node node, List<AddressedReply> replies) {
    if (world.isInActor()) {
      node.enter("replies begin");
    }
    if (!node.isDead()) {
      api.deliver(replies);
    }
  }

  private StateMachine definition(String hash) {
    StateMachine machine = machines.get(hash);
    if (machine == null) {
      throw new IllegalArgumentException("Expected the hash of a definition but found " + hash);
    }
    return machine;
  }

  private final class Notes implements Notifications {
    @Override
    public void control(List<? extends ControlMessage> messages) {
      control.addAll(messages);
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      deadLetters.add(letter);
    }
  }

  private ThreadFactory threads(Node node, int partition, @Nullable Map<Integer, Actor> actors) {
    return body ->
        new Thread() {
          @Override
          public void start() {
            Actor actor = world.spawn(node.name() + "-" + getName(), node, body);
            if (actors != null) {
              actors.put(partition, actor);
            }
          }
        };
  }

  /** A new process. */
  Coordinator coordinator(String name) {
    Coordinator made = new Coordinator(name);
    coordinators.removeIf(other -> other.node.isDead());
    coordinators.add(made);
    return made;
  }

  /** Hands a request to a lane in the process that was called, any one: false if none takes it. */
  boolean offer(int partition, byte[] request) {
    if (coordinators.isEmpty()) {
      return false;
    }
    return coordinators.get(world.random.nextInt(coordinators.size())).offer(partition, request);
  }

  /** Who owns a partition, says the group. */
  Coordinator owner(int partition) {
    return Objects.requireNonNull(owners.get(partition));
  }

  /** Lets a coordinator own a partition; whoever owned it before is not told. */
  void give(int partition, Coordinator to) {
    owners.put(partition, to);
    to.assign(partition);
  }

  /**
   * Lets the group believe for a while that a coordinator owns a partition besides its owner: both
   * have passed the group's check.
   */
  void giveAlso(int partition, Coordinator to, long micros) {
    alsoOwners.put(partition, to);
    alsoUntil.put(partition, world.micros() + micros);
  }

  private boolean isAlsoOwner(int partition, Coordinator coordinator) {
    return alsoOwners.get(partition) == coordinator
        && alsoUntil.getOrDefault(partition, 0L) > world.micros();
  }

  /** Lets time pass until something is so; fails if it does not become so. */
  void until(String what, long millis, java.util.function.BooleanSupplier end) {
    boolean reached = world.run(millis, () -> end.getAsBoolean() || !world.errors().isEmpty());
    if (!world.errors().isEmpty()) {
      throw new AssertionError("An actor failed", world.errors().getFirst());
    }
    if (!reached) {
      throw new AssertionError(
          "Expected %s within %d ms; counted %s".formatted(what, millis, metrics.all()));
    }
  }
}
