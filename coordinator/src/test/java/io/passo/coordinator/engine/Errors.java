package io.passo.coordinator.engine;

import io.passo.coordinator.engine.Cluster.Coordinator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Errors of the virtual machine that strike in the middle of some port call. They have dice of
 * their own, so that runs without them stay what they are.
 */
final class Errors {
  private static final int POINTS = 60;
  private static final List<Supplier<Error>> KINDS =
      List.of(OutOfMemoryError::new, Errors::overflow, NoClassDefFoundError::new);

  private final Cluster cluster;
  private final Simulation.Members members;
  private final Random random;

  Errors(Cluster cluster, Simulation.Members members, long seed) {
    this.cluster = cluster;
    this.members = members;
    this.random = new Random(~seed);
  }

  /** One after another until the world is calm. */
  void schedule() {
    cluster.world.after(
        millis(1_000, 8_000),
        () -> {
          if (!cluster.world.calm) {
            strike(cluster.owner(random.nextInt(cluster.partitions)));
            schedule();
          }
        });
  }

  private void strike(Coordinator coordinator) {
    cluster.world.fault("error thrown");
    coordinator.node.failAfter(1 + random.nextInt(POINTS), KINDS.get(random.nextInt(KINDS.size())));
    cluster.world.after(millis(3_000, 8_000), () -> buryIfDead(coordinator));
  }

  // The group notices that a process is gone; whether it is, is up to the engine.
  private void buryIfDead(Coordinator coordinator) {
    if (coordinator.node.isDead() && members.has(coordinator)) {
      members.bury(coordinator);
    }
  }

  // What overflows the stack while an input is processed is that input, however deep in a port: it
  // is put aside at once. One that did not may not be blamed.
  private static Error overflow() {
    boolean processes =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames.anyMatch(
                        frame ->
                            frame.getClassName().equals(Turn.class.getName())
                                && frame.getMethodName().equals("process")));
    return processes ? new NoClassDefFoundError() : new StackOverflowError();
  }

  private long millis(long from, long to) {
    return (from + random.nextInt((int) (to - from))) * 1_000;
  }
}
