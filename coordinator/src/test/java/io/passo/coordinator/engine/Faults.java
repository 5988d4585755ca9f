package io.passo.coordinator.engine;

import io.passo.coordinator.engine.Cluster.Coordinator;
import io.passo.coordinator.engine.memory.MemoryJournal;
import io.passo.coordinator.engine.memory.MemoryLog;
import io.passo.coordinator.engine.memory.MemoryRedis;
import io.passo.coordinator.engine.memory.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What goes wrong in a run besides what each server does by itself (correctness.md §2). */
final class Faults {
  private static final int POINTS = 90;
  private static final int WIPES_TO_LOST_FILL = 4;
  private static final int LOSSES_TO_CUT_TRANSACTION = 3;
  // Whether a command was sent is found out before.
  private static final long EXPIRED_MICROS = 20_000_000;
  private static final List<String> POINTS_TO_PAUSE =
      List.of("append begins", "append sent", "append ends", "command send begins", "poll ends");

  private final Cluster cluster;
  private final Simulation.Members members;
  private final SimulatedWorkers workers;
  private final Invariants invariants;
  private final Random random;
  // Dice of their own: runs in which no fill is lost and no transaction cut stay what they are.
  private final Random cuts;

  Faults(
      Cluster cluster,
      Simulation.Members members,
      SimulatedWorkers workers,
      Invariants invariants,
      long seed) {
    this.cluster = cluster;
    this.members = members;
    this.workers = workers;
    this.invariants = invariants;
    this.random = cluster.world.random;
    this.cuts = new Random(seed * 31 + 17);
  }

  /**
   * One after another until the world is calm; after each, everything that must hold is checked.
   */
  void schedule() {
    cluster.world.after(
        cluster.world.between(300_000, 4_000_000),
        () -> {
          if (!cluster.world.calm) {
            happen();
            invariants.look();
            schedule();
          }
        });
  }

  private void happen() {
    int p = random.nextInt(cluster.partitions);
    switch (random.nextInt(31)) {
      case 0, 1, 2, 3 -> killSoon(random.nextBoolean() ? cluster.owner(p) : members.any());
      case 4, 5 -> steal(p);
      case 6, 7 -> {
        steal(p);
        cluster.world.after(cluster.world.between(1_000, 2_000_000), () -> steal(p));
      }
      case 8 -> pauseOwner(p);
      case 9 -> pauseSoon(members.any().node);
      case 10 -> handOver(p);
      case 11, 12 -> loseWrites(p);
      case 13 -> wipe(p);
      case 14 -> failOverRedis(p);
      case 15 -> {
        fault("postgresql down");
        cluster.databaseDownUntil[0] =
            cluster.world.micros() + cluster.world.between(1_000_000, 15_000_000);
      }
      case 16, 17 -> goBack(p);
      case 18 -> {
        fault("clock jumped");
        members.any().node.shiftClock(cluster.world.between(-20_000, 20_000));
      }
      case 19 -> workers.crash();
      case 20 -> workers.pause(cluster.world.between(500_000, 30_000_000));
      case 21 -> workers.moveLeader(anySteps());
      case 22 -> {
        fault("step log flaky");
        anySteps().beFlaky(cluster.world.between(1_000_000, 12_000_000));
      }
      case 27, 28 -> workers.passNext(anySteps());
      case 30 -> {
        fault("results fetched late");
        cluster.results.get(p).slowConsumers(cluster.world.between(1_000_000, 12_000_000));
      }
      case 29 -> workers.expire(anySteps(), cluster.world.micros() - EXPIRED_MICROS);
      case 23, 24 -> {
        fault("replication stalled");
        MemoryLog log = random.nextBoolean() ? anySteps() : anyLog();
        log.stall(cluster.world.between(1_000_000, 12_000_000));
      }
      default -> {
        fault("broker failed over");
        anyLog().failOver();
      }
    }
  }

  private void fault(String name) {
    cluster.world.fault(name);
  }

  private MemoryLog anySteps() {
    List<MemoryLog> logs = List.copyOf(cluster.steps.values());
    return logs.get(random.nextInt(logs.size()));
  }

  private MemoryLog anyLog() {
    List<MemoryLog> logs = new ArrayList<>(cluster.steps.values());
    logs.addAll(cluster.journals);
    logs.addAll(cluster.requests);
    logs.addAll(cluster.results);
    return logs.get(random.nextInt(logs.size()));
  }

  private void loseWrites(int p) {
    fault("redis lost writes");
    MemoryRedis redis = cluster.redis.get(p);
    int writes = 1 + random.nextInt(10);
    if (cuts.nextInt(LOSSES_TO_CUT_TRANSACTION) > 0) {
      redis.loseNewest(writes);
      return;
    }
    fault("redis transaction cut");
    redis.tearNewest(writes, cuts.nextInt(6));
    // Only the next start shows it.
    cluster.world.after(100_000 + cuts.nextInt(6_000_000), () -> redis.loseNewest(cuts.nextInt(3)));
  }

  // What it is filled with afterwards may be lost, too.
  private void wipe(int p) {
    fault("redis wiped");
    cluster.redis.get(p).wipe();
    if (cuts.nextInt(WIPES_TO_LOST_FILL) == 0) {
      fault("redis fill lost");
      cluster.redis.get(p).loseWithNextFill(1 + cuts.nextInt(2));
    }
  }

  private void failOverRedis(int p) {
    fault("redis failed over");
    cluster.redisDownUntil[0] = cluster.world.micros() + cluster.world.between(100_000, 3_000_000);
    cluster.world.after(100_000, () -> cluster.redis.get(p).loseNewest(random.nextInt(4)));
  }

  private void goBack(int p) {
    long oldest = MemoryJournal.inEveryBackup(cluster.world, cluster.journals.get(p));
    for (int i = cluster.databases.get(p).goBack(1 + random.nextInt(8), oldest); i > 0; i--) {
      fault("postgresql went back");
    }
  }

  /** Kills a coordinator in the middle of some port call; the group notices some seconds later. */
  private void killSoon(Coordinator coordinator) {
    fault("coordinator killed");
    coordinator.node.killAfter(1 + random.nextInt(POINTS));
    cluster.world.after(
        cluster.world.between(3_000_000, 8_000_000), () -> members.bury(coordinator));
  }

  private void pauseSoon(Node node) {
    fault("coordinator paused");
    long millis =
        random.nextBoolean()
            ? cluster.world.between(100, 3_000)
            : cluster.world.between(3_000, 15_000);
    node.pauseAfter(1 + random.nextInt(POINTS), millis, random.nextInt(3) == 0);
  }

  /** An owner stops between an append and what follows from it; the group takes it for dead. */
  private void pauseOwner(int p) {
    fault("owner paused");
    String point = POINTS_TO_PAUSE.get(random.nextInt(POINTS_TO_PAUSE.size()));
    cluster
        .owner(p)
        .node
        .pauseAt(point, cluster.world.between(1_000, 20_000), random.nextInt(3) == 0);
    cluster.world.after(cluster.world.between(500_000, 6_000_000), () -> steal(p));
  }

  private void handOver(int p) {
    Coordinator before = cluster.owner(p);
    fault("handed over");
    before.handOver(
        p,
        () -> {
          if (cluster.owner(p) == before && !before.has(p)) {
            cluster.give(p, members.anyWithout(p));
          }
        });
  }

  /** The group gives the partition to another one; the owner goes on believing for a while. */
  private void steal(int p) {
    Coordinator before = cluster.owner(p);
    Coordinator next = members.any();
    if (before == next || next.has(p) || next.node.isDead()) {
      return;
    }
    fault("cut off from the group");
    cluster.give(p, next);
    long micros = cluster.world.between(100_000, 12_000_000);
    if (random.nextBoolean()) {
      cluster.giveAlso(p, before, micros);
    } else {
      before.node.cutOff(micros / 1_000);
    }
    cluster.world.after(micros, () -> before.forget(p));
  }
}
