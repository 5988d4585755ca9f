package io.passo.coordinator.engine;

import io.passo.asl.history.HistoryCodec;
import io.passo.coordinator.engine.Probing.Subject;
import io.passo.coordinator.engine.Probing.Verdict;
import io.passo.coordinator.engine.StateStore.Apply;
import io.passo.coordinator.engine.StateStore.ClosedMark;
import io.passo.coordinator.engine.StateStore.FrameWrite;
import io.passo.coordinator.engine.StateStore.Outcome;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord.AddressedReply;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.Probe;
import io.passo.protocol.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one partition (correctness.md §6):
 *
 * <pre>
 * take inputs and due timers → load executions → decide → append one record → act: apply, send, answer
 * </pre>
 *
 * One thread runs it; nothing happens before the record is acknowledged.
 */
final class Lane {
  private static final int MOST_EVENTS = 256;
  private static final int MOST_INPUT_BYTES = 1 << 20;
  private static final long HELD_MILLIS = 100;
  private static final long FULL_MILLIS = 10;
  private static final long SINK_LIMIT_MILLIS = 500;
  private static final long SEARCH_AFTER_OPEN_NANOS = 5_000_000_000L;

  private final EngineContext context;
  private final int partition;
  private final Inbox inbox;
  private final String g;
  private final HistoryCodec history = new HistoryCodec();
  private final StateCache cache = new StateCache();
  private final RecentReplies recent = new RecentReplies();
  private final Applies applies;
  private final Sends sends;
  private final Answers answers;
  private final Redispatch redispatch;
  private final StaleSteps stale;
  private final TimerQueue timers;
  private final Barrier barrier;
  private final Dispatches dispatches;
  private final Turn turn;
  private final InputProgress progress;
  private final Housekeeping housekeeping;
  private final Probing probing;
  private final Subjects subjects;
  private final Reports reports;
  private final long epoch;
  private PartitionMeta meta;
  private Inputs committed;
  private long known;
  private boolean servesCallers;
  private volatile boolean stopping;

  Lane(EngineContext context, int partition, Inbox inbox, TakenOver start) {
    this.context = context;
    this.partition = partition;
    this.inbox = inbox;
    this.g = start.g();
    this.meta = start.meta();
    this.known = meta.position().offset();
    this.epoch = meta.position().epoch();
    EngineClock clock = context.clock();
    this.applies =
        new Applies(context.state(), partition, g, meta.position(), clock, context.metrics());
    this.sends =
        new Sends(
            new WholeSteps(context.steps(), context.payloads()),
            context.messages(),
            context.events(),
            clock,
            meta.dispatched(),
            meta.tails());
    this.answers = new Answers(context.replies(), clock);
    this.redispatch = new Redispatch(context, partition, epoch, sends);
    this.stale = new StaleSteps(context, partition, epoch, g, sends, inbox);
    this.timers = new TimerQueue(clock.wallMillis() + TimerQueue.HORIZON_MILLIS);
    this.barrier = new Barrier(inbox);
    this.committed = startInputs(inbox, meta);
    this.progress = new InputProgress(committed);
    Executions executions = new Executions(context, partition, g, cache, applies);
    StartNames names =
        new StartNames(context, partition, start.markersFrom(), start.before(), meta.clock());
    this.dispatches = new Dispatches(context.settings().stepsInFlight());
    this.turn = new Turn(context, partition, executions, recent, names, timers, dispatches);
    this.housekeeping =
        new Housekeeping(context, partition, g, applies, timers, executions, dispatches);
    this.probing = new Probing(clock, start.suspicion(), context.entropy());
    this.subjects = new Subjects(inbox, turn, timers, barrier);
    this.reports = new Reports(context);
    inherit(start);
  }

  private static Inputs startInputs(Inbox inbox, PartitionMeta meta) {
    return meta.inputs().requests() < 0 ? inbox.beginning() : meta.inputs();
  }

  /**
   * Answers of the predecessor are given again while they are young, its messages and events are
   * sent again, its commands are looked for.
   */
  private void inherit(TakenOver start) {
    long now = context.clock().wallMillis();
    List<AddressedReply> again = new ArrayList<>();
    for (Commit commit : start.past()) {
      remember(commit, now, again);
    }
    for (Commit commit : start.commits()) {
      remember(commit, now, again);
    }
    context.replies().send(again);
    sends.inherit(
        meta.position(),
        start.unsure(),
        start.messages(),
        start.events(),
        start.openedAt() + SEARCH_AFTER_OPEN_NANOS);
  }

  private void remember(Commit commit, long now, List<AddressedReply> again) {
    if (commit.clock() > now - RecentReplies.KEPT_MILLIS) {
      again.addAll(commit.replies());
      commit.replies().forEach(reply -> recent.add(reply.reply(), commit.clock()));
    }
  }

  /** Ends the lane after its current batch. Any thread. */
  void stop() {
    stopping = true;
    inbox.wake();
  }

  /**
   * Runs until {@link #stop}, then hands over.
   *
   * @throws LaneDroppedException if it must not go on from what it has in memory
   * @throws UnavailableException likewise, because a server does not answer
   */
  void run() throws InterruptedException {
    housekeeping.loadTimers();
    while (!stopping) {
      turn();
    }
    handOver();
  }

  private void turn() throws InterruptedException {
    applies.awaitRoom();
    sends.awaitRoom();
    awaitSink();
    answers.sendOverdue();
    housekeeping.run(barrier.isWaiting());
    if (probing.isOn()) {
      probe();
      return;
    }
    serveCallers();
    takeInputs();
    sends.settle();
    long now = now();
    List<TimerQueue.Entry> due =
        barrier.pass(
            sends.isFull() ? List.of() : timers.due(now, MOST_EVENTS), progress.next().results());
    if (!sends.isFull()) {
      // Before those that have just been held back, which find no place then.
      due.addAll(0, dispatches.release(MOST_EVENTS));
    }
    List<Command> missing = missing();
    Batch batch = turn.make(now, due, missing, sends.takeRejected(), progress, known);
    forgetClosed(missing, batch);
    if (!batch.isEmpty()
        || housekeeping.wantsRecord(sends, meta)
        || housekeeping.wantsRecord(committed, progress.next())) {
      commit(batch);
    }
  }

  private void takeInputs() throws InterruptedException {
    if (turn.isHeld()) {
      context.clock().sleep(HELD_MILLIS);
    }
    turn.pause(sends.isFull());
    if (sends.isFull()) {
      context.clock().sleep(FULL_MILLIS);
    } else if (!turn.hasWaiting()) {
      turn.add(inbox.take(MOST_EVENTS, MOST_INPUT_BYTES, waitMillis()));
    }
  }

  // Otherwise history falls behind for as long as the load lasts, since threads of lanes are many.
  private void awaitSink() throws InterruptedException {
    for (long waited = 0;
        waited < SINK_LIMIT_MILLIS && context.journal().awaitsWriting(partition) && !stopping;
        waited += FULL_MILLIS) {
      context.clock().sleep(FULL_MILLIS);
    }
  }

  // A lane that looks for what killed its predecessors does so by places in logs.
  private void serveCallers() {
    if (!servesCallers) {
      servesCallers = true;
      inbox.takeFromCallers();
    }
  }

  /**
   * One event by itself, noted before: if this lane dies as those before it did, its successor
   * knows of what.
   */
  private void probe() throws InterruptedException {
    sends.settle();
    if (probing.isDelayed() || sends.isFull() || turn.isHeld()) {
      context.clock().sleep(FULL_MILLIS);
      turn.tryAgain();
      return;
    }
    Subject subject = subjects.next(now(), progress.next());
    if (subject.isEmpty()) {
      probing.idle();
      return;
    }
    Probe note = probing.note(subject);
    commit(turn.none(now()), note);
    turn.judge(Probing.verdict(note));
    commit(decideOnly(subject));
    turn.judge(Verdict.PROCESS);
    probing.survived();
  }

  private Batch decideOnly(Subject subject) throws InterruptedException {
    turn.pause(false);
    if (!turn.hasWaiting()) {
      turn.add(subject.inputs());
    }
    turn.pause(subject.inputs().isEmpty());
    try {
      return turn.make(now(), subject.timers(), List.of(), List.of(), progress, known);
    } catch (UnavailableException e) {
      // A server is to blame, not the event.
      commit(turn.none(now()));
      throw e;
    }
  }

  private List<Command> missing() {
    List<Command> missing = redispatch.missing();
    List<Command> lost = stale.lost(progress.next().results());
    return lost.isEmpty() ? missing : Stream.concat(missing.stream(), lost.stream()).toList();
  }

  // A command whose attempt has closed is needed no more, wherever it is.
  private void forgetClosed(List<Command> missing, Batch batch) {
    for (Command command : missing) {
      if (!batch.slot(command.command().key()).needsCommand(command.command().attempt())) {
        sends.certain(command.command().attemptId());
      }
    }
  }

  private long waitMillis() {
    if (stopping || dispatches.hasRoom()) {
      return 0;
    }
    long wait = Math.min(housekeeping.untilNext(), timers.untilNext(context.clock().wallMillis()));
    wait = Math.min(wait, applies.untilDue());
    if (answers.isWaiting()) {
      wait = Math.min(wait, Answers.LIMIT_MILLIS);
    }
    // The results that a time-out waits for are on their way, as is the outcome of a search.
    return barrier.isWaiting() || redispatch.isSearching() ? Math.min(wait, 10) : wait;
  }

  /** The partition clock never goes back. */
  private long now() {
    return Math.max(meta.clock(), context.clock().wallMillis());
  }

  private void commit(Batch batch) throws InterruptedException {
    commit(batch, null);
  }

  private void commit(Batch batch, @Nullable Probe note) throws InterruptedException {
    List<Command> commands = batch.commands();
    sends.prepare(commands);
    List<FrameWrite> writes = new ArrayList<>();
    Collection<Slot> changed = batch.changed();
    List<ExecutionChange> changes = new ArrayList<>(changed.size());
    changed.forEach(slot -> changes.add(slot.toChange(history, writes)));
    Commit commit =
        new Commit(
            epoch,
            meta.position().seq() + 1,
            batch.now(),
            progress.next(),
            sends.dispatched(),
            sends.tails(),
            changes,
            commands,
            batch.messages(),
            batch.replies(),
            note);
    context.payloads().store(batch.kept());
    SendWindow window = new SendWindow(context.clock());
    Position after = append(commit);
    context.metrics().committed(batch.events(), window.elapsedNanos());
    PartitionMeta next = Fold.after(meta, new ValidRecord(after, commit));
    Apply apply = toApply(next, changed, writes);
    meta = next;
    committed = commit.inputs();
    remember(changed, writes, after);
    Optional<CompletableFuture<Outcome>> applied = apply(apply, batch);
    window.requireOpen();
    sends.send(after, commands, batch.messages(), StatusEvents.of(changes), window);
    applied.ifPresent(done -> answers.sendAfter(done, batch.replies()));
    reports.tell(batch, changed);
    recent.forgetOld(batch.now());
    cache.shrink(applies.acknowledgedOffset());
  }

  /** Appends; the record counts if its offset continues what is known, else the log says. */
  private Position append(Commit commit) {
    long offset = context.journal().append(partition, commit);
    if (offset < 0) {
      throw new LaneDroppedException("append", "the outcome of an append is unknown");
    }
    if (offset == known) {
      known = offset + 1;
      return new Position(known, -1, epoch, commit.seq());
    }
    return readGap(offset, commit.seq());
  }

  private Position readGap(long offset, long seq) {
    JournalReader reader = new JournalReader(context.journal(), partition, meta.position());
    while (reader.offset() <= offset && !reader.next(MOST_EVENTS).isEmpty()) {
      // Reading on until the own record is behind.
      known = reader.offset();
    }
    Position position = reader.position();
    if (position.epoch() != epoch || position.seq() != seq) {
      throw new LaneDroppedException("deposed", "another owner opened epoch " + position.epoch());
    }
    known = Math.max(known, reader.offset());
    return position;
  }

  /**
   * Hands an apply to Redis, or holds it back if nobody looks there for what it did: no caller
   * waits for its answer, no execution appears or ends, no activity task becomes available.
   *
   * @return its outcome, empty if it is held back
   */
  private Optional<CompletableFuture<Outcome>> apply(Apply apply, Batch batch) {
    boolean isLookedFor =
        !batch.replies().isEmpty()
            || !apply.opened().isEmpty()
            || !apply.closed().isEmpty()
            || apply.frames().stream().anyMatch(write -> write.activity() != null);
    if (isLookedFor) {
      return Optional.of(applies.enqueue(apply));
    }
    applies.hold(apply);
    return Optional.empty();
  }

  private Apply toApply(PartitionMeta next, Collection<Slot> changed, List<FrameWrite> writes) {
    List<ExecutionKey> opened = new ArrayList<>();
    List<ClosedMark> closed = new ArrayList<>();
    for (Slot slot : changed) {
      var end = slot.closed();
      if (end != null) {
        closed.add(
            new ClosedMark(slot.key(), end.status(), end.stopDate(), next.position().offset()));
      } else if (slot.isStarted()) {
        opened.add(slot.key());
      }
    }
    return new Apply(meta.position(), next, writes, opened, closed);
  }

  private void remember(Collection<Slot> changed, List<FrameWrite> writes, Position after) {
    int bytes =
        writes.stream().mapToInt(write -> write.value() == null ? 0 : write.value().length).sum();
    int each = changed.isEmpty() ? 0 : bytes / changed.size();
    for (Slot slot : changed) {
      int held = context.payloads().heldBytes(slot.changedFrames());
      cache.put(slot.key(), slot.toEntry(after.offset(), each + held));
      slot.running()
          .ifPresent(
              state ->
                  slot.changedFrames().stream()
                      .flatMap(frame -> frame.timers().stream())
                      .forEach(timer -> timers.add(slot.key(), timer)));
    }
  }

  /**
   * A clean end: everything sent and applied, and noted in a last commit, so that the next owner is
   * unsure of nothing and suspects nothing.
   */
  private void handOver() throws InterruptedException {
    sends.drain(2_000);
    applies.drain(1_000);
    boolean silent = meta.position().seq() == 0;
    if (silent
        || !sends.dispatched().equals(meta.dispatched())
        || !committed.equals(progress.next())) {
      commit(turn.none(now()));
      sends.drain(2_000);
      applies.drain(1_000);
    }
  }
}
