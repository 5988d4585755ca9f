package io.passo.coordinator.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;

/** Lanes of one coordinator: one thread for each partition that the group has assigned. */
public final class EngineRuntime implements PartitionLanes {
  private static final System.Logger LOG = System.getLogger(EngineRuntime.class.getName());
  private static final long REVOKE_LIMIT_MILLIS = 8_000;
  private static final int REHEARSED = 8;

  private final EngineContext context;
  private final List<SinkRunner> sinks;
  private final IntFunction<Inbox> inboxes;
  private final ThreadFactory threads;
  private final RepeatedWarning droppedLanes;
  private final Map<Integer, PartitionOwner> owners = new ConcurrentHashMap<>();

  /**
   * @param sinks feed PostgreSQL from the journals of the same partitions, each from some of them;
   *     started and stopped by the caller
   * @param inboxes gives the inbox of a partition
   * @param threads makes the thread of a lane; if it ends by an error, the process has to end
   */
  public EngineRuntime(
      EngineContext context,
      List<SinkRunner> sinks,
      IntFunction<Inbox> inboxes,
      ThreadFactory threads) {
    this.context = context;
    this.sinks = List.copyOf(sinks);
    this.inboxes = inboxes;
    this.threads = threads;
    this.droppedLanes =
        new RepeatedWarning(LOG, context.clock(), "Lane dropped, taking over again");
  }

  /**
   * Does what takeovers do, as far as nobody notices, before the group assigns anything: some
   * partitions at once, as it will be then.
   */
  public void rehearse() throws InterruptedException {
    Rehearsal rehearsal = new Rehearsal(context.journal(), context.state()::view);
    List<Thread> running = new ArrayList<>();
    for (int p = 0; p < Math.min(context.partitions(), REHEARSED); p++) {
      int partition = p;
      running.add(Thread.ofPlatform().name("rehearsal-" + p).start(() -> rehearsal.run(partition)));
    }
    for (Thread thread : running) {
      thread.join();
    }
  }

  /** In a thread of its own. */
  @Override
  public void assign(int partition) {
    owners.computeIfAbsent(
        partition,
        p -> {
          PartitionOwner owner = new PartitionOwner(context, p, inboxes.apply(p), droppedLanes);
          owner.start(threads);
          return owner;
        });
    sink(partition).add(partition);
  }

  @Override
  public void revoke(Set<Integer> partitions) {
    partitions.forEach(partition -> ifOwned(partition, PartitionOwner::stop));
    partitions.forEach(partition -> ifOwned(partition, owner -> owner.await(REVOKE_LIMIT_MILLIS)));
    partitions.forEach(this::forget);
  }

  @Override
  public void lose(Set<Integer> partitions) {
    partitions.forEach(partition -> ifOwned(partition, PartitionOwner::abandon));
    partitions.forEach(this::forget);
  }

  private void forget(int partition) {
    owners.remove(partition);
    sink(partition).remove(partition);
  }

  private SinkRunner sink(int partition) {
    return sinks.get(partition % sinks.size());
  }

  private void ifOwned(int partition, java.util.function.Consumer<PartitionOwner> action) {
    PartitionOwner owner = owners.get(partition);
    if (owner != null) {
      action.accept(owner);
    }
  }

  /** Partitions that the group has assigned. */
  public Set<Integer> assigned() {
    return new TreeSet<>(owners.keySet());
  }

  /** Partitions whose lanes run. */
  public Set<Integer> running() {
    Set<Integer> running = new TreeSet<>();
    owners.forEach(
        (partition, owner) -> {
          if (owner.isRunning()) {
            running.add(partition);
          }
        });
    return running;
  }
}
