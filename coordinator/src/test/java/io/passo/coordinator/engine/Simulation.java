package io.passo.coordinator.engine;

import io.passo.coordinator.engine.Callers.Order;
import io.passo.coordinator.engine.Cluster.Coordinator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run of a cluster under faults. Executions of generated plans run on two partitions while
 * processes die, stop, lose the group or their clocks, and servers lose, repeat, delay or refuse.
 * Then everything is healed, some more executions run, and every promise must have been kept.
 */
final class Simulation {
  private static final long FAULTS_MILLIS = 40_000;
  private static final long CALM_MILLIS = 400_000;
  private static final long LOOK_MICROS = 500_000;
  private static final int PARTITIONS = 2;
  private static final int PROBES = 3;
  private static final int LONGEST = 900;
  private static final int SLOW_SEEDS = 4;
  private static final int ERROR_SEEDS = 3;
  private static final int HELD_SEEDS = 4;

  /** One in so many lets accounts make this many transitions only. */
  private static final int PACED_SEEDS = 9;

  private static final int PACED_BURST = 20;
  private static final int PACED_PER_SECOND = 200;

  /** One in so many keeps every payload but the smallest as a blob. */
  private static final int BLOB_SEEDS = 5;

  private static final int INLINE_BYTES = 8;
  private static final int CLOSED_SEEDS = 6;
  private static final int STILL_SEEDS = 7;
  private static final int DEADLY_SEEDS = 5;
  private static final long DEADLY_MICROS = 12_000_000;
  private static final long MICROS_PER_STATE = 30;

  private final long seed;
  private final Cluster cluster;
  private final Invariants invariants;
  private final Callers callers;
  private final SimulatedWorkers workers;
  private final Members members;
  private final Faults faults;
  private final Rest rest;
  private final Map<String, Long> counts = new TreeMap<>();
  private long nextLook;
  private int names;

  /**
   * What came of a run.
   *
   * @param violations broken promises, none if all is well
   * @param faults how often each fault was injected
   * @param counts what the engine counted
   * @param trace fingerprint of everything that happened
   */
  record Outcome(
      long seed,
      List<String> violations,
      Map<String, Integer> faults,
      Map<String, Long> counts,
      long trace) {}

  private Simulation(long seed) {
    this.seed = seed;
    cluster = new Cluster(seed, PARTITIONS);
    cluster.microsPerState = seed % SLOW_SEEDS == 0 ? MICROS_PER_STATE : 0;
    cluster.stepsInFlight = seed % HELD_SEEDS == 3 ? 1 + (int) (seed % 3) : 0;
    cluster.api.handsOver = true;
    if (seed % PACED_SEEDS == 8) {
      cluster.rates = new SimulatedRates(cluster.world, PACED_BURST, PACED_PER_SECOND);
    }
    if (seed % BLOB_SEEDS == 4) {
      cluster.inlineBytes = INLINE_BYTES;
    }
    invariants = new Invariants(cluster);
    callers = new Callers(cluster, invariants);
    workers = new SimulatedWorkers(cluster, callers::work);
    members = new Members(cluster);
    faults = new Faults(cluster, members, workers, invariants, seed);
    rest = new Rest(cluster, invariants, callers, workers);
  }

  /** Runs a seed. Called in a virtual thread, as the actors are: they take turns cheaply. */
  static Outcome run(long seed) {
    return new Simulation(seed).run();
  }

  private Outcome run() {
    List<String> violations = new ArrayList<>();
    try {
      live();
      heal();
      rest.check();
    } catch (AssertionError | RuntimeException e) {
      violations.add("stuck or failed: " + shortened(e));
    }
    violations.addAll(invariants.violations());
    violations.addAll(callers.violations());
    counts.putAll(cluster.metrics.all());
    counts.put("blobs", (long) cluster.blobs.size());
    rest.counts().forEach((name, count) -> counts.merge(name, count, Long::sum));
    members.killAll();
    return new Outcome(
        seed, List.copyOf(violations), cluster.world.faults(), counts, cluster.world.trace());
  }

  private static String shortened(Throwable e) {
    String text = e + (e.getCause() == null ? "" : " because of " + e.getCause());
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }

  private void live() {
    members.boot(3, PARTITIONS);
    callers.pollActivities();
    int executions = 6 + cluster.world.random.nextInt(8);
    for (int i = 0; i < executions; i++) {
      cluster.world.after(cluster.world.between(0, FAULTS_MILLIS * 800), this::start);
    }
    if (seed % CLOSED_SEEDS == 1) {
      cluster.world.after(
          cluster.world.between(0, 20_000_000),
          () -> callers.closeStarts(cluster.world.between(1_000_000, 15_000_000)));
    }
    if (seed % DEADLY_SEEDS == 2) {
      cluster.world.after(DEADLY_MICROS, this::startDeadly);
      members.supervise();
    }
    if (seed % STILL_SEEDS == 3) {
      new Standstill(cluster, workers, this::start, seed).schedule();
    }
    faults.schedule();
    if (seed % ERROR_SEEDS == 1) {
      new Errors(cluster, members, seed).schedule();
    }
    cluster.until("the faults to end", FAULTS_MILLIS + 1_000, this::isFaultTimeOver);
  }

  private boolean isFaultTimeOver() {
    return cluster.world.micros() >= FAULTS_MILLIS * 1_000;
  }

  private void start() {
    String machine = Plan.pick(cluster.world.random);
    boolean named = cluster.world.random.nextInt(4) == 0;
    boolean twice = cluster.world.random.nextInt(6) == 0;
    boolean stop = cluster.world.random.nextInt(10) == 0;
    int n = cluster.world.random.nextInt(8);
    callers.start(new Order(machine, "x" + names++, Plan.of(machine), n, named), twice, stop);
  }

  /** An execution that kills whoever decides anything of it. */
  private void startDeadly() {
    Plan plan = Plan.of("p1");
    boolean named = seed % 2 == 0;
    Order order = new Order("p1", "deadly", plan, 1, named, true);
    cluster.poison.put(order.arn(), named ? OutOfMemoryError::new : NoClassDefFoundError::new);
    callers.start(order, false, false);
  }

  private void heal() {
    cluster.world.calm = true;
    rest.healed();
    cluster.databaseDownUntil[0] = 0;
    cluster.redisDownUntil[0] = 0;
    workers.heal();
    members.heal();
    untilRest();
    for (int i = 0; i < PROBES; i++) {
      start();
    }
    untilRest();
    invariants.look();
  }

  private void untilRest() {
    try {
      cluster.until("everything to end", CALM_MILLIS, this::isAtRest);
    } catch (AssertionError e) {
      throw new AssertionError(rest.missing(), e);
    }
  }

  private boolean isAtRest() {
    // Looking is dear, and the world has many small events.
    long now = cluster.world.micros();
    if (now < nextLook) {
      return false;
    }
    nextLook = now + LOOK_MICROS;
    for (int p = 0; p < PARTITIONS; p++) {
      members.ensureOwner(p);
    }
    return rest.isReached();
  }

  /** Coordinators of a run, in all their lives. */
  static final class Members {
    private static final long NOTICED_MICROS = 3_000_000;

    private final Cluster cluster;
    private final List<Coordinator> alive = new ArrayList<>();
    private int lives;

    Members(Cluster cluster) {
      this.cluster = cluster;
    }

    void boot(int coordinators, int partitions) {
      for (int i = 0; i < coordinators; i++) {
        boot();
      }
      for (int p = 0; p < partitions; p++) {
        cluster.give(p, alive.get(p % coordinators));
      }
    }

    Coordinator boot() {
      Coordinator coordinator = cluster.coordinator("c" + lives++);
      alive.add(coordinator);
      return coordinator;
    }

    boolean has(Coordinator coordinator) {
      return alive.contains(coordinator);
    }

    Coordinator any() {
      return alive.get(cluster.world.random.nextInt(alive.size()));
    }

    /** One that has nothing of the partition. */
    Coordinator anyWithout(int p) {
      List<Coordinator> others = alive.stream().filter(c -> !c.has(p) && !c.node.isDead()).toList();
      return others.isEmpty() ? boot() : others.get(cluster.world.random.nextInt(others.size()));
    }

    /** The group notices that one is gone; another process starts. */
    void bury(Coordinator coordinator) {
      coordinator.node.kill();
      alive.remove(coordinator);
      boot();
      for (int p = 0; p < cluster.partitions; p++) {
        if (cluster.owner(p) == coordinator) {
          cluster.give(p, anyWithout(p));
        }
      }
    }

    void heal() {
      alive.forEach(coordinator -> coordinator.node.heal());
      for (int p = 0; p < cluster.partitions; p++) {
        ensureOwner(p);
      }
    }

    /** Buries from now on whoever died by itself, once the group has noticed. */
    void supervise() {
      List<Coordinator> dead = alive.stream().filter(c -> c.node.isDead()).toList();
      cluster.world.after(
          NOTICED_MICROS,
          () -> {
            dead.stream().filter(alive::contains).forEach(this::bury);
            supervise();
          });
    }

    void ensureOwner(int p) {
      Coordinator owner = cluster.owner(p);
      if (owner.node.isDead() || !owner.has(p)) {
        cluster.give(p, boot());
      }
    }

    // Threads of actors that wait would stay for ever.
    void killAll() {
      alive.forEach(coordinator -> coordinator.node.kill());
      cluster.world.drain();
    }
  }
}
