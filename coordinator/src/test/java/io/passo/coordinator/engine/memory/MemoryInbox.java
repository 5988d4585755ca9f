package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.Inbox;
import io.passo.coordinator.engine.Input;
import io.passo.coordinator.engine.LogGapException;
import io.passo.coordinator.engine.UnavailableException;
import io.passo.protocol.JournalRecord.Inputs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Inputs of one partition as one process sees them. */
public final class MemoryInbox implements Inbox {
  private final World world;
  private final Node node;
  private final MemoryLog requests;
  private final MemoryLog results;
  private final BooleanSupplier owner;
  private final Deque<Input> handed = new ArrayDeque<>();
  private boolean servesCallers;
  private long nextRequest;
  private long nextResult;
  private boolean woken;
  private @Nullable Actor waiting;

  /**
   * @param owner what the group says
   */
  public MemoryInbox(
      World world, Node node, MemoryLog requests, MemoryLog results, BooleanSupplier owner) {
    this.world = world;
    this.node = node;
    this.requests = requests;
    this.results = results;
    this.owner = owner;
    requests.onNews(this::wake);
    results.onNews(this::wake);
  }

  @Override
  public List<Input> take(int records, int bytes, long waitMillis) {
    node.step("poll begins");
    if (!hasNews() && !woken && waitMillis > 0) {
      Actor actor = world.current();
      waiting = actor;
      actor.await(waitMillis * 1_000);
      waiting = null;
    }
    woken = false;
    List<Input> taken = new ArrayList<>();
    // Not all at once: batches of every size must be right.
    int most = Math.min(records, world.calm ? records : 1 + world.random.nextInt(4));
    long left = bytes;
    while (taken.size() < most && left > 0 && !handed.isEmpty()) {
      taken.add(handed.removeFirst());
      left -= taken.getLast().value().length;
    }
    while (taken.size() < most && left > 0 && nextRequest < requests.fetchedEnd()) {
      left -= take(Input.Source.REQUESTS, nextRequest++, requests, taken);
    }
    int all = Math.min(2 * most, records);
    while (taken.size() < all && left > 0 && nextResult < results.fetchedEnd()) {
      left -= take(Input.Source.RESULTS, nextResult++, results, taken);
    }
    node.step("poll ends");
    return taken;
  }

  private static long take(Input.Source source, long offset, MemoryLog log, List<Input> taken) {
    Input input = new Input(source, offset, 0, log.get(offset));
    taken.add(input);
    return input.value().length;
  }

  private boolean hasNews() {
    return !handed.isEmpty()
        || nextRequest < requests.fetchedEnd()
        || nextResult < results.fetchedEnd();
  }

  @Override
  public void takeFromCallers() {
    servesCallers = true;
  }

  /** A request of a caller in the same process. */
  public boolean offer(byte[] request) {
    if (servesCallers) {
      handed.add(Input.handedOver(request));
      wake();
    }
    return servesCallers;
  }

  @Override
  public void wake() {
    woken = true;
    Actor actor = waiting;
    if (actor != null) {
      actor.wake();
    }
  }

  @Override
  public void seek(Inputs next) {
    node.spend("seek", 300);
    servesCallers = false;
    handed.clear();
    if (next.requests() < requests.start()
        || next.requests() > requests.highWatermark()
        || next.results() < results.start()
        || next.results() > results.highWatermark()) {
      throw new LogGapException("Expected inputs within the logs but found " + next);
    }
    nextRequest = next.requests();
    nextResult = next.results();
  }

  @Override
  public Inputs beginning() {
    node.spend("beginning of inputs", 200);
    return new Inputs(requests.start(), -1, results.start(), -1);
  }

  @Override
  public long resultsEnd() {
    node.spend("end of results", 300);
    return results.highWatermark();
  }

  @Override
  public boolean confirmOwnership() {
    node.spend("group commit", 500);
    if (node.isCutOff()) {
      throw new UnavailableException("Expected the group to answer");
    }
    return owner.getAsBoolean();
  }
}
