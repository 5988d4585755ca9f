package io.passo.coordinator.engine;

import io.passo.coordinator.engine.StepQueue.RejectedException;
import io.passo.protocol.CloudEvent;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.Message;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Commands, messages and events of one lane between their commit and the certainty that they lie in
 * their log (correctness.md §6, §7). It knows {@code dispatched} and {@code tails}, and which
 * commands are unsure: of a predecessor, or of a send that failed.
 */
final class Sends {
  private static final System.Logger LOG = System.getLogger(Sends.class.getName());

  /** Commands without an acknowledgement beyond which the lane pauses. */
  static final int MOST_UNACKNOWLEDGED = 1_024;

  private static final long RECHECK_AFTER_FAILURE_NANOS = 3_000_000_000L;

  private final StepQueue steps;
  private final EngineClock clock;
  private final Messages messages;
  private final Announcements announcements;
  private final Deque<Outstanding> outstanding = new ArrayDeque<>();
  private final Map<String, InFlight> inFlight = new LinkedHashMap<>();
  private final Map<String, Command> unsure = new LinkedHashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final Map<StepPartition, Long> highest = new HashMap<>();
  private final List<Command> rejected = new ArrayList<>();
  private Position dispatched;
  private long recheckAt;
  private boolean news;

  /**
   * A commit, what of it is not certain yet (attempts of commands, ids of messages and events), and
   * for each step partition the floor below which none of that can lie.
   */
  private record Outstanding(
      Position after, Set<String> attempts, Map<StepPartition, Long> floors, boolean hadCommands) {}

  private record InFlight(Command command, CompletableFuture<Long> offset) {}

  /**
   * @param dispatched as the last valid commit says
   * @param tails as the last valid commit says
   */
  Sends(
      StepQueue steps,
      MessageLog messages,
      EventLog events,
      EngineClock clock,
      Position dispatched,
      Map<StepPartition, Long> tails) {
    this.steps = steps;
    this.messages = new Messages(messages, clock);
    this.announcements = new Announcements(events, clock);
    this.clock = clock;
    this.dispatched = dispatched;
    highest.putAll(tails);
  }

  /**
   * Takes over what a predecessor may not have sent: messages and events are sent again.
   *
   * @param at place up to which its records reach
   * @param recheckAt when to search for the commands, on the monotonic clock
   */
  void inherit(
      Position at,
      Collection<Command> commands,
      List<Message> repeated,
      List<CloudEvent> events,
      long recheckAt) {
    if (commands.isEmpty() && repeated.isEmpty() && events.isEmpty()) {
      return;
    }
    commands.forEach(command -> unsure.put(command.command().attemptId(), command));
    this.recheckAt = recheckAt;
    Set<String> uncertain = new HashSet<>(unsure.keySet());
    uncertain.addAll(messages.send(repeated));
    uncertain.addAll(announcements.send(events));
    outstanding.addLast(new Outstanding(at, uncertain, Map.copyOf(highest), true));
  }

  /**
   * Learns the end of step partitions used for the first time; before the append that carries their
   * first command.
   */
  void prepare(Collection<Command> commands) {
    for (Command command : commands) {
      highest.computeIfAbsent(command.to(), steps::end);
    }
  }

  /**
   * Sends the commands, messages and events of a commit, without waiting.
   *
   * @throws LaneDroppedException if it is too late for that
   */
  void send(
      Position after,
      List<Command> commands,
      List<Message> toLanes,
      List<CloudEvent> events,
      SendWindow window) {
    // The commit before this call carried what was certain then.
    news = false;
    Set<String> attempts = new HashSet<>();
    commands.forEach(command -> attempts.add(command.command().attemptId()));
    attempts.addAll(messages.send(toLanes));
    boolean hadCommands = !attempts.isEmpty() || !events.isEmpty();
    outstanding.addLast(new Outstanding(after, attempts, Map.copyOf(highest), hadCommands));
    for (Command command : commands) {
      window.requireOpen();
      String attempt = command.command().attemptId();
      unsure.remove(attempt);
      failed.remove(attempt);
      inFlight.put(attempt, new InFlight(command, send(command)));
    }
    // Last: they may wait for the answer to a request with the commands, which workers wait for.
    attempts.addAll(announcements.send(events));
  }

  /**
   * What breaks the sending of a command would break it under every owner: then it can never be
   * sent, and its attempt fails.
   */
  private CompletableFuture<Long> send(Command command) {
    try {
      return steps.send(command.to(), command.command());
    } catch (UnavailableException | LaneDroppedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          () -> "Command breaks the engine: attempt=" + command.command().attemptId(),
          e);
      return CompletableFuture.failedFuture(new RejectedException(String.valueOf(e)));
    }
  }

  /** Takes note of sends that are done. */
  void settle() {
    Iterator<Map.Entry<String, InFlight>> all = inFlight.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, InFlight> entry = all.next();
      if (entry.getValue().offset().isDone()) {
        all.remove();
        settle(entry.getKey(), entry.getValue());
      }
    }
    messages.settle().forEach(this::certain);
    announcements.settle().forEach(this::certain);
    advance();
  }

  private void settle(String attempt, InFlight send) {
    try {
      long offset = send.offset().join();
      highest.merge(send.command().to(), offset + 1, Math::max);
      certain(attempt);
    } catch (CompletionException e) {
      if (e.getCause() instanceof RejectedException) {
        rejected.add(send.command());
        certain(attempt);
      } else {
        // Not sent again by hand: it may have arrived. It is searched for, and sent again by a
        // commit.
        unsure.put(attempt, send.command());
        failed.add(attempt);
        recheckAt = Math.max(recheckAt, clock.nanoTime() + RECHECK_AFTER_FAILURE_NANOS);
      }
    }
  }

  /** The command lies in the log, or its attempt is closed. */
  void certain(String attempt) {
    unsure.remove(attempt);
    failed.remove(attempt);
    outstanding.forEach(commit -> commit.attempts().remove(attempt));
  }

  private void advance() {
    while (!outstanding.isEmpty() && outstanding.getFirst().attempts().isEmpty()) {
      Outstanding first = outstanding.removeFirst();
      dispatched = first.after();
      news |= first.hadCommands();
    }
  }

  /**
   * Whether commands became certain since the last commit: a commit without commands alone is no
   * news.
   */
  boolean hasNews() {
    return news;
  }

  /** Place after the longest prefix of commits whose commands are all certain. */
  Position dispatched() {
    return dispatched;
  }

  /** Per step partition, the floor below which no uncertain command can lie. */
  Map<StepPartition, Long> tails() {
    return outstanding.isEmpty() ? Map.copyOf(highest) : merged(outstanding.getFirst().floors());
  }

  // A partition first used after the oldest commit has no floor there: what was its end then
  // serves.
  private Map<StepPartition, Long> merged(Map<StepPartition, Long> oldest) {
    Map<StepPartition, Long> tails = new HashMap<>(oldest);
    for (Outstanding commit : outstanding) {
      commit.floors().forEach(tails::putIfAbsent);
    }
    highest.forEach(tails::putIfAbsent);
    return tails;
  }

  /** Commands that can never be sent; each is told once. */
  List<Command> takeRejected() {
    List<Command> taken = List.copyOf(rejected);
    rejected.clear();
    return taken;
  }

  /** Commands to search for, if it is time to. */
  List<Command> dueForSearch() {
    return unsure.isEmpty() || clock.nanoTime() < recheckAt
        ? List.of()
        : List.copyOf(unsure.values());
  }

  /** Whether it is still unknown if a command lies in the log. */
  boolean isUnsure(String attempt) {
    return unsure.containsKey(attempt);
  }

  /** Whether a command lies in the log, unless that lost it, or its attempt is closed. */
  boolean isCertain(String attempt) {
    return outstanding.stream().noneMatch(commit -> commit.attempts().contains(attempt));
  }

  /** Puts the next search off. */
  void searchLater(long nanos) {
    recheckAt = clock.nanoTime() + nanos;
  }

  /**
   * Whether so many sends are unacknowledged or have failed that nothing more may be decided; those
   * that failed are searched for meanwhile. Commands of a predecessor do not count.
   */
  boolean isFull() {
    return inFlight.size() + failed.size() >= MOST_UNACKNOWLEDGED
        || messages.isFull()
        || announcements.isFull();
  }

  boolean isIdle() {
    return inFlight.isEmpty() && messages.isIdle() && announcements.isIdle();
  }

  /** Waits until fewer than the most are unacknowledged; a send is done after 2 s at the latest. */
  void awaitRoom() throws InterruptedException {
    settle();
    while (inFlight.size() >= MOST_UNACKNOWLEDGED) {
      clock.sleep(1);
      settle();
    }
  }

  /** Waits for all sends under way. */
  void drain(long limitMillis) throws InterruptedException {
    long deadline = clock.nanoTime() + limitMillis * 1_000_000;
    settle();
    while (!isIdle() && clock.nanoTime() < deadline) {
      clock.sleep(1);
      settle();
    }
  }
}
