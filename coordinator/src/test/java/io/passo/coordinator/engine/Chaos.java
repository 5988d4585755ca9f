package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.engine.Cluster.Coordinator;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.protocol.EngineRequest;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.Payload;
import io.passo.protocol.Reply;
import io.passo.protocol.StepCommand;
import io.passo.protocol.StepResult;
import io.passo.protocol.StepResult.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One run of a cluster under faults: executions of every kind, two partitions, coordinators that
 * are killed at any port call, that do not notice that they are owners no more, a Redis that loses
 * its newest writes or everything, a PostgreSQL that is away or goes back. In the end everything is
 * calm, and every promise must have been kept.
 */
final class Chaos {
  private static final long FAULTS_MILLIS = 60_000;
  private static final long CALM_MILLIS = 240_000;
  private static final List<String> MACHINES =
      List.of("pass", "three", "wait", "retry", "parallel", "map", "timeout", "token");
  private static final int PARTITIONS = 2;
  private static final String INPUT = "{\"items\":[1,2,3]}";
  private static final long LOOK_MICROS = 500_000;

  private final Cluster cluster;
  private final Invariants invariants;
  private final SimulatedWorkers workers;
  private final List<Coordinator> alive = new ArrayList<>();
  private final Map<String, String> starts = new TreeMap<>();
  private final Map<String, String> callbacks = new HashMap<>();
  private int lives;
  private long nextLook;
  private String missing = "";

  Chaos(long seed) {
    cluster = new Cluster(seed, PARTITIONS);
    Machines.TEXTS.keySet().forEach(name -> cluster.machines.put(name, Machines.parsed(name)));
    invariants = new Invariants(cluster);
    workers = new SimulatedWorkers(cluster, this::work);
  }

  private @Nullable StepResult work(StepCommand command, Header header) {
    if (command.resource().endsWith("silent")) {
      return null;
    }
    if (command.resource().endsWith("busy") && command.retryCount() == 0) {
      return new StepResult.Failed(header, StepResult.Kind.FAILED, "Busy", "later");
    }
    if (command.resource().endsWith("waitForTaskToken")) {
      cluster.world.after(cluster.world.between(1_000, 3_000_000), () -> callBack(command));
      return new StepResult.Submitted(header, Payload.of("{}"));
    }
    return SimulatedWorkers.echo(command, header);
  }

  private void callBack(StepCommand command) {
    String id =
        cluster.api.send(
            command.executionArn(),
            caller ->
                new EngineRequest.SendTaskSuccess(
                    caller, command.key(), command.attempt(), Payload.of("{\"ok\":true}")));
    callbacks.put(id, command.executionArn());
  }

  /** Runs it. */
  void run() {
    for (int i = 0; i < 3; i++) {
      boot();
    }
    for (int p = 0; p < PARTITIONS; p++) {
      cluster.give(p, alive.get(p));
    }
    int executions = 8 + cluster.world.random.nextInt(8);
    for (int i = 0; i < executions; i++) {
      String name = "x" + i;
      cluster.world.after(cluster.world.between(0, FAULTS_MILLIS * 800), () -> start(name));
    }
    scheduleFault();
    cluster.until("the faults to end", FAULTS_MILLIS + 1_000, this::isFaultTimeOver);
    cluster.world.calm = true;
    cluster.databaseDownUntil[0] = 0;
    alive.forEach(coordinator -> coordinator.node.pause(0));
    for (int p = 0; p < PARTITIONS; p++) {
      ensureOwner(p);
    }
    try {
      cluster.until("everything to end", CALM_MILLIS, this::isAtRest);
    } catch (AssertionError e) {
      throw new AssertionError(missing, e);
    }
    check();
  }

  private boolean isFaultTimeOver() {
    return cluster.world.micros() >= FAULTS_MILLIS * 1_000;
  }

  private Coordinator boot() {
    Coordinator coordinator = cluster.coordinator("c" + lives++);
    alive.add(coordinator);
    return coordinator;
  }

  private void start(String name) {
    String machine = MACHINES.get(cluster.world.random.nextInt(MACHINES.size()));
    boolean named = cluster.world.random.nextInt(4) == 0;
    String id = cluster.api.start(machine, name, INPUT, named);
    starts.put(id, SimulatedApi.executionArn(machine, name));
  }

  // ---- faults

  private void scheduleFault() {
    cluster.world.after(
        cluster.world.between(500_000, 7_000_000),
        () -> {
          if (!cluster.world.calm) {
            fault();
            invariantsHold();
            scheduleFault();
          }
        });
  }

  private void fault() {
    int p = cluster.world.random.nextInt(PARTITIONS);
    switch (cluster.world.random.nextInt(12)) {
      case 0, 1, 2 -> killSoon(alive.get(cluster.world.random.nextInt(alive.size())));
      case 3, 4 -> steal(p);
      case 5 -> {
        steal(p);
        cluster.world.after(cluster.world.between(1_000, 2_000_000), () -> steal(p));
      }
      case 6 ->
          alive
              .get(cluster.world.random.nextInt(alive.size()))
              .node
              .pause(cluster.world.between(100, 15_000));
      case 7 -> cluster.redis.get(p).loseNewest(1 + cluster.world.random.nextInt(10));
      case 8 -> cluster.redis.get(p).wipe();
      case 9 ->
          cluster.databaseDownUntil[0] =
              cluster.world.micros() + cluster.world.between(1_000_000, 15_000_000);
      case 10 -> cluster.databases.get(p).loseNewest(1 + cluster.world.random.nextInt(8));
      default -> failover();
    }
  }

  private void failover() {
    List<MemoryLog> logs = new ArrayList<>(cluster.steps.values());
    logs.addAll(cluster.journals);
    logs.addAll(cluster.requests);
    logs.addAll(cluster.results);
    logs.get(cluster.world.random.nextInt(logs.size())).failOver();
  }

  /** Kills a coordinator in the middle of some port call; the group notices some seconds later. */
  private void killSoon(Coordinator coordinator) {
    coordinator.node.killAfter(1 + cluster.world.random.nextInt(60));
    cluster.world.after(cluster.world.between(3_000_000, 8_000_000), () -> bury(coordinator));
  }

  private void bury(Coordinator coordinator) {
    coordinator.node.kill();
    alive.remove(coordinator);
    boot();
    for (int p = 0; p < PARTITIONS; p++) {
      if (cluster.owner(p) == coordinator) {
        cluster.give(p, anyWithout(p));
      }
    }
  }

  private Coordinator anyWithout(int p) {
    List<Coordinator> others = alive.stream().filter(c -> !c.has(p) && !c.node.isDead()).toList();
    return others.isEmpty() ? boot() : others.get(cluster.world.random.nextInt(others.size()));
  }

  /** The group gives the partition to another one; the owner goes on believing for a while. */
  private void steal(int p) {
    Coordinator before = cluster.owner(p);
    Coordinator next = alive.get(cluster.world.random.nextInt(alive.size()));
    if (before != next && !next.has(p)) {
      cluster.give(p, next);
      cluster.world.after(cluster.world.between(100_000, 9_000_000), () -> before.forget(p));
    }
  }

  private void ensureOwner(int p) {
    Coordinator owner = cluster.owner(p);
    if (owner.node.isDead() || !owner.has(p)) {
      cluster.give(p, boot());
    }
  }

  // ---- the end

  private Set<String> open() {
    Set<String> open = new TreeSet<>(starts.values());
    open.removeAll(invariants.closed().keySet());
    return open;
  }

  private boolean isAtRest() {
    // Looking is dear, and the world has many small events.
    long now = cluster.world.micros();
    if (now < nextLook) {
      return false;
    }
    nextLook = now + LOOK_MICROS;
    for (int p = 0; p < PARTITIONS; p++) {
      ensureOwner(p);
    }
    askAgain();
    missing = whatIsMissing();
    return missing.isEmpty();
  }

  private String whatIsMissing() {
    for (int p = 0; p < PARTITIONS; p++) {
      String behind = whatIsBehind(p);
      if (!behind.isEmpty()) {
        return behind;
      }
    }
    if (!workers.isIdle()) {
      return "results are not acknowledged";
    }
    Set<String> unanswered = new TreeSet<>(starts.keySet());
    unanswered.addAll(callbacks.keySet());
    unanswered.removeIf(id -> cluster.api.reply(id) != null);
    return unanswered.isEmpty()
        ? open().isEmpty() ? "" : "open: " + open()
        : "no answer to " + unanswered;
  }

  private String whatIsBehind(int p) {
    List<ValidRecord> records = invariants.valid(p);
    long last = records.isEmpty() ? 0 : records.getLast().after().offset();
    var place = cluster.databases.get(p).rows().place();
    var meta = cluster.redis.get(p).meta();
    if (place == null || place.position().offset() != last) {
      return "PostgreSQL of %d is at %s, not %d".formatted(p, place, last);
    }
    return meta == null || isBehind(records, meta.fold().position().offset())
        ? "Redis of %d is at %s, not %d".formatted(p, meta, last)
        : "";
  }

  // An idle owner need not notice a late Open.
  private static boolean isBehind(List<ValidRecord> records, long watermark) {
    return records.stream()
        .anyMatch(valid -> valid.record() instanceof Commit && valid.after().offset() > watermark);
  }

  // A named start may be refused for now; then its caller tries again.
  private void askAgain() {
    Map<String, String> again = new HashMap<>(starts);
    again.keySet().removeIf(id -> !(cluster.api.reply(id) instanceof Reply.Unavailable));
    again.forEach(
        (id, arn) -> {
          starts.remove(id);
          String[] fields = arn.split(":", -1);
          starts.put(cluster.api.start(fields[6], fields[7], INPUT, true), arn);
        });
  }

  private void invariantsHold() {
    for (int p = 0; p < PARTITIONS; p++) {
      invariants.checkDatabase(p);
      invariants.checkRedis(p);
    }
  }

  private void check() {
    assertThat(cluster.world.errors()).isEmpty();
    invariantsHold();
    Map<String, String> closed = invariants.closed();
    assertThat(closed.keySet()).isEqualTo(new TreeSet<>(starts.values()));
    assertThat(closed.values()).containsOnly("SUCCEEDED");
    Set<String> committed = invariants.committedAttempts();
    assertThat(committed).containsAll(workers.effects().keySet());
    Set<String> never = new TreeSet<>(committed);
    never.removeAll(workers.effects().keySet());
    // Only a time-out closes an attempt that nobody has run.
    assertThat(never).allSatisfy(this::isOfTimeout);
    workers
        .effects()
        .forEach((attempt, count) -> assertThat(count).as("effects of %s", attempt).isEqualTo(1));
    for (int p = 0; p < PARTITIONS; p++) {
      assertThat(cluster.redis.get(p).meta().open()).isZero();
      assertThat(cluster.databases.get(p).rows().checkpoint()).isEmpty();
    }
    assertThat(cluster.metrics.get("data-loss")).isZero();
    assertThat(cluster.metrics.get("lane-dropped.bug")).isZero();
    assertThat(cluster.deadLetters).isEmpty();
  }

  private void isOfTimeout(String attempt) {
    String key = attempt.substring(0, attempt.indexOf(':'));
    assertThat(starts.values())
        .anySatisfy(
            arn -> {
              assertThat(arn).contains(":timeout:");
              assertThat(ExecutionKey.of(arn).value()).isEqualTo(key);
            });
  }

  Map<String, Long> counts() {
    return cluster.metrics.all();
  }
}
