package io.passo.coordinator.engine;

import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.coordinator.engine.memory.ShareGroup;
import io.passo.coordinator.engine.memory.ShareGroup.Delivery;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Header;
import io.passo.protocol.StepResult.Question;
import io.passo.protocol.codec.MalformedMessageException;
import io.passo.protocol.codec.StepMessageCodec;
import io.passo.protocol.codec.StepResultCodec;
import io.passo.protocol.mac.MacKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Workers of the only pool (correctness.md §10): they take commands from the share group, renew
 * their locks, send each result until it is acknowledged, and only then accept the command.
 */
final class SimulatedWorkers {
  static final String CRASHED = "Passo.WorkerCrashed";
  private static final double TWICE = 0.03;
  private static final double GARBAGE = 0.02;
  private static final double LOST_ACCEPT = 0.03;
  private static final double LONG = 0.03;
  private static final long AGAIN_MICROS = 2_000_000;
  private static final long RENEW_MICROS = ShareGroup.LOCK_MICROS / 3;
  private static final int WORKERS = 3;

  private final Cluster cluster;
  private final BiFunction<StepCommand, Header, @Nullable StepResult> function;
  private final Map<String, Integer> effects = new HashMap<>();
  private final Set<String> hurt = new HashSet<>();
  private final Set<String> sent = new HashSet<>();
  private final Set<String> lost = new HashSet<>();
  private final Set<MemoryLog> toPass = new HashSet<>();
  private final Set<String> unacknowledged = new HashSet<>();
  private final Map<String, StepCommand> commands = new HashMap<>();
  private final Map<MemoryLog, ShareGroup> groups = new HashMap<>();
  private final List<Worker> workers = new ArrayList<>();
  private int pointsToLive = Integer.MAX_VALUE;
  private int points;
  private int questions;

  /** A worker; {@code life} tells its lives apart. */
  private static final class Worker {
    private int life;
    private long pausedUntil;
    private final Set<String> holds = new HashSet<>();
    private final Set<Long> unaccepted = new HashSet<>();
  }

  /**
   * @param function what a worker answers; null for never
   */
  SimulatedWorkers(
      Cluster cluster, BiFunction<StepCommand, Header, @Nullable StepResult> function) {
    this.cluster = cluster;
    this.function = function;
    for (int i = 0; i < WORKERS; i++) {
      workers.add(new Worker());
    }
    cluster
        .steps
        .values()
        .forEach(
            log -> {
              groups.put(log, new ShareGroup(cluster.world, log));
              log.onNews(() -> poll(log));
              look(log);
            });
  }

  /** How often each attempt was run. */
  Map<String, Integer> effects() {
    return effects;
  }

  /** Attempts that a worker may have run while it was hurt, or whose lock was lost. */
  Set<String> hurt() {
    return hurt;
  }

  /**
   * Attempts whose command the group has done with although nobody reported a result: only these
   * may be dispatched again.
   */
  Set<String> lost() {
    groups.forEach((log, group) -> group.givenUp().forEach(offset -> lose(log, offset)));
    return lost;
  }

  private void lose(MemoryLog log, long offset) {
    if (decode(log.get(offset)) instanceof StepCommand command) {
      lost.add(command.attemptId());
    }
  }

  /** Attempts for which a result that ends them was sent. */
  Set<String> sent() {
    return sent;
  }

  /** The command of an attempt that was run. */
  Map<String, StepCommand> commands() {
    return commands;
  }

  boolean isIdle() {
    return unacknowledged.isEmpty() && groups.values().stream().allMatch(ShareGroup::isIdle);
  }

  /** Points passed at which a worker can crash. */
  int points() {
    return points;
  }

  /** Crashes the worker that passes the n-th point from now on. */
  void crashAfter(int n) {
    pointsToLive = n;
  }

  /** Kills a worker; another one takes its place. */
  void crash() {
    end(workers.get(cluster.world.random.nextInt(WORKERS)));
  }

  /** Kills all workers; others take their places. */
  void crashAll() {
    workers.forEach(this::end);
  }

  private void end(Worker worker) {
    cluster.world.fault("worker crashed");
    hurt.addAll(worker.holds);
    worker.holds.clear();
    worker.life++;
    worker.pausedUntil = 0;
  }

  /** Stops a worker for a while. */
  void pause(long micros) {
    cluster.world.fault("worker paused");
    pause(workers.get(cluster.world.random.nextInt(WORKERS)), micros);
  }

  /** Stops all of them for a while. */
  void pauseAll(long micros) {
    workers.forEach(worker -> pause(worker, micros));
  }

  private void pause(Worker worker, long micros) {
    worker.pausedUntil = cluster.world.micros() + micros;
    hurt.addAll(worker.holds);
  }

  /** Lets all go on. */
  void heal() {
    pointsToLive = Integer.MAX_VALUE;
    workers.forEach(worker -> worker.pausedUntil = 0);
  }

  /** The leader of a step partition moves: it does not know who held what. */
  void moveLeader(MemoryLog log) {
    cluster.world.fault("share group moved");
    for (long offset : group(log).held()) {
      if (decode(log.get(offset)) instanceof StepCommand command) {
        hurt.add(command.attemptId());
      }
    }
    group(log).move();
    poll(log);
  }

  /** The group moves past the next record that a worker takes; every other time it dies of it. */
  void passNext(MemoryLog log) {
    toPass.add(log);
  }

  /** The group moves past a record that a worker holds or that waits for one. */
  void passOne(MemoryLog log) {
    List<Long> unfinished = group(log).unfinished();
    if (!unfinished.isEmpty()) {
      cluster.world.fault("share group moved past a record");
      pass(log, unfinished.get(cluster.world.random.nextInt(unfinished.size())));
    }
  }

  /** A step log forgets records that are older than a moment, whether they were read or not. */
  void expire(MemoryLog log, long micros) {
    long start = log.offsetAt(micros);
    cluster.world.fault("step log expired");
    group(log).unfinishedBefore(start).forEach(offset -> pass(log, offset));
    log.deleteBefore(start);
  }

  private void pass(MemoryLog log, long offset) {
    lose(log, offset);
    if (decode(log.get(offset)) instanceof StepCommand command) {
      // Whoever holds it goes on, and somebody else gets it again.
      hurt.add(command.attemptId());
    }
    group(log).pass(offset);
  }

  private ShareGroup group(MemoryLog log) {
    ShareGroup group = groups.get(log);
    if (group == null) {
      throw new IllegalStateException("Expected a step log");
    }
    return group;
  }

  // Locks end without news in the log.
  private void look(MemoryLog log) {
    poll(log);
    cluster.world.after(1_000_000, () -> look(log));
  }

  private void poll(MemoryLog log) {
    int first = cluster.world.random.nextInt(WORKERS);
    for (int i = 0; i < WORKERS; i++) {
      Worker worker = workers.get((first + i) % WORKERS);
      Delivery delivery = isPaused(worker) ? null : group(log).acquire(worker);
      while (delivery != null) {
        take(worker, log, delivery);
        delivery = group(log).acquire(worker);
      }
    }
  }

  private boolean isPaused(Worker worker) {
    return worker.pausedUntil > cluster.world.micros();
  }

  /** Lets a worker do something later, unless it has died by then. */
  private void later(Worker worker, int life, long micros, Runnable action) {
    cluster.world.after(
        micros,
        () -> {
          if (worker.life != life) {
            return;
          }
          if (isPaused(worker)) {
            later(worker, life, worker.pausedUntil - cluster.world.micros(), action);
            return;
          }
          points++;
          if (--pointsToLive <= 0) {
            pointsToLive = Integer.MAX_VALUE;
            end(worker);
            return;
          }
          action.run();
        });
  }

  private void take(Worker worker, MemoryLog log, Delivery delivery) {
    if (!(decode(delivery.value()) instanceof StepCommand command)) {
      group(log).accept(delivery.offset(), worker);
      return;
    }
    worker.holds.add(command.attemptId());
    renew(worker, worker.life, log, delivery.offset(), command);
    later(
        worker,
        worker.life,
        cluster.world.between(200, 2_000),
        () -> begin(worker, log, delivery, command));
    if (toPass.remove(log)) {
      cluster.world.fault("share group moved past a record");
      pass(log, delivery.offset());
      if (cluster.world.random.nextBoolean()) {
        end(worker);
      }
    }
  }

  private void renew(Worker worker, int life, MemoryLog log, long offset, StepCommand command) {
    cluster.world.after(
        RENEW_MICROS,
        () -> {
          if (worker.life != life) {
            return;
          }
          if (worker.unaccepted.contains(offset)) {
            return;
          }
          if (isPaused(worker) || group(log).renew(offset, worker)) {
            renew(worker, life, log, offset, command);
          }
        });
  }

  static Object decode(byte[] value) {
    try {
      return StepMessageCodec.decode(value);
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private void begin(Worker worker, MemoryLog log, Delivery delivery, StepCommand command) {
    Long deadline = command.deadline();
    if (deadline != null && cluster.world.wallMillis() >= deadline) {
      lost.add(command.attemptId());
      accept(worker, log, delivery, command);
    } else if (delivery.count() >= ShareGroup.MOST_DELIVERIES) {
      report(
          worker,
          log,
          delivery,
          command,
          new StepResult.Failed(
              header(command), StepResult.Kind.FAILED, CRASHED, "nobody finished it"));
    } else if (delivery.count() > 1) {
      ask(worker, log, delivery, command, "ask-" + questions++);
    } else {
      run(worker, log, delivery, command);
    }
  }

  private void run(Worker worker, MemoryLog log, Delivery delivery, StepCommand command) {
    effects.merge(command.attemptId(), 1, Integer::sum);
    commands.put(command.attemptId(), command);
    later(
        worker,
        worker.life,
        cluster.world.chance(LONG, "step takes long")
            ? cluster.world.between(1_000_000, 6_000_000)
            : cluster.world.between(500, 30_000),
        () -> end(worker, log, delivery, command));
  }

  /** A command that was handed out before runs again only if its attempt is still open. */
  private void ask(
      Worker worker, MemoryLog log, Delivery delivery, StepCommand command, String id) {
    StepResult question = new StepResult.Ask(header(command), new Question(id, "worker"));
    cluster
        .results
        .get(command.partition())
        .send(
            StepResultCodec.encode(question, MacKey.ofBase64(command.resultKey())),
            Long.MAX_VALUE,
            offset -> {});
    await(worker, log, delivery, command, id, cluster.world.micros() + AGAIN_MICROS);
  }

  private void await(
      Worker worker,
      MemoryLog log,
      Delivery delivery,
      StepCommand command,
      String id,
      long askAgainAt) {
    later(
        worker,
        worker.life,
        20_000,
        () -> {
          Reply reply = cluster.api.reply(id);
          if (reply instanceof Reply.AttemptOpen) {
            run(worker, log, delivery, command);
          } else if (reply != null) {
            accept(worker, log, delivery, command);
          } else if (cluster.world.micros() >= askAgainAt) {
            ask(worker, log, delivery, command, id);
          } else {
            await(worker, log, delivery, command, id, askAgainAt);
          }
        });
  }

  private void end(Worker worker, MemoryLog log, Delivery delivery, StepCommand command) {
    StepResult result = function.apply(command, header(command));
    if (result == null) {
      // Worse than a crash: if this ACCEPT is lost there is no result that an Ask could find.
      hurt.add(command.attemptId());
      lost.add(command.attemptId());
      accept(worker, log, delivery, command);
    } else {
      report(worker, log, delivery, command, result);
    }
  }

  private void report(
      Worker worker, MemoryLog log, Delivery delivery, StepCommand command, StepResult result) {
    talkNonsense(command);
    int life = worker.life;
    sent.add(command.attemptId());
    byte[] value = StepResultCodec.encode(result, MacKey.ofBase64(command.resultKey()));
    boolean[] acknowledged = {false};
    Runnable done =
        () -> {
          if (!acknowledged[0]) {
            acknowledged[0] = true;
            later(worker, life, 100, () -> accept(worker, log, delivery, command));
          }
        };
    produce(worker, life, command, value, acknowledged, done);
    if (cluster.world.chance(TWICE, "result twice")) {
      produce(worker, life, command, value, acknowledged, done);
    }
  }

  private void produce(
      Worker worker,
      int life,
      StepCommand command,
      byte[] value,
      boolean[] acknowledged,
      Runnable done) {
    cluster.results.get(command.partition()).send(value, Long.MAX_VALUE, offset -> done.run());
    later(
        worker,
        life,
        AGAIN_MICROS,
        () -> {
          if (!acknowledged[0]) {
            produce(worker, life, command, value, acknowledged, done);
          }
        });
  }

  private void accept(Worker worker, MemoryLog log, Delivery delivery, StepCommand command) {
    worker.holds.remove(command.attemptId());
    if (cluster.world.chance(LOST_ACCEPT, "accept lost")) {
      worker.unaccepted.add(delivery.offset());
    } else {
      group(log).accept(delivery.offset(), worker);
    }
  }

  /** What no worker of ours would say. */
  private void talkNonsense(StepCommand command) {
    if (!cluster.world.chance(GARBAGE, "garbage result")) {
      return;
    }
    Header header = header(command);
    MemoryLog log = cluster.results.get(command.partition());
    MacKey key = MacKey.ofBase64(command.resultKey());
    StepResult wrong = new StepResult.Succeeded(header, Payload.of("{\"n\":-1}"));
    StepResult alien =
        new StepResult.Succeeded(
            new Header(
                header.key(),
                header.executionArn(),
                header.attempt(),
                "111111111111",
                header.pool(),
                header.worker(),
                header.startedAt()),
            Payload.of("{\"n\":-2}"));
    List<byte[]> nonsense =
        List.of(
            new byte[] {1, 2, 3},
            StepResultCodec.encode(wrong, MacKey.ofSecret("not the right secret")),
            StepResultCodec.encode(alien, key),
            StepResultCodec.encode(new StepResult.Succeeded(header, Payload.of("{\"n\":")), key));
    log.send(
        nonsense.get(cluster.world.random.nextInt(nonsense.size())), Long.MAX_VALUE, offset -> {});
  }

  static Header header(StepCommand command) {
    return new Header(
        command.key(),
        command.executionArn(),
        command.attempt(),
        command.account(),
        Cluster.POOL,
        "worker-1",
        command.scheduledAt());
  }

  static StepResult echo(StepCommand command, Header header) {
    return new StepResult.Succeeded(header, new Payload(command.input().utf8()));
  }

  /** Sends a result for somebody who holds no command, signed as its command asks. */
  void send(StepCommand command, StepResult result) {
    byte[] value = StepResultCodec.encode(result, MacKey.ofBase64(command.resultKey()));
    unacknowledged.add(command.attemptId());
    repeat(command, value);
  }

  private void repeat(StepCommand command, byte[] value) {
    boolean[] acknowledged = {false};
    cluster
        .results
        .get(command.partition())
        .send(
            value,
            Long.MAX_VALUE,
            offset -> {
              acknowledged[0] = true;
              unacknowledged.remove(command.attemptId());
            });
    cluster.world.after(
        AGAIN_MICROS,
        () -> {
          if (!acknowledged[0]) {
            repeat(command, value);
          }
        });
  }
}
