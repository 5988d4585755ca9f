package io.passo.coordinator.engine;

import io.passo.coordinator.engine.StaleSearch.Attempt;
import io.passo.coordinator.engine.StaleSearch.Outcome;
import io.passo.coordinator.engine.StaleSearch.Page;
import io.passo.protocol.JournalRecord.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds attempts whose command no worker will ever get (correctness.md §10): the share group has
 * moved past it or the log has lost it, and nobody has reported a result.
 *
 * <pre>
 * page of open executions → attempts that are open for long → watched for long, too
 *   → start of the share group, then what lies from there to the end of the log
 *   → results that lay there by then are processed → still open: the command again
 * </pre>
 *
 * The lane's thread keeps the books; what waits for a server runs in the background. A step that
 * ends in time is never seen here.
 */
final class StaleSteps {
  private static final System.Logger LOG = System.getLogger(StaleSteps.class.getName());
  private static final int EXECUTIONS_AT_ONCE = 64;
  private static final int SEARCHED_AT_ONCE = 256;
  private static final int MOST_WATCHED = 10_000;
  private static final long PAGE_NANOS = 1_000_000_000L;

  private final EngineContext context;
  private final int partition;
  private final Sends sends;
  private final Inbox inbox;
  private final StaleSearch search;
  private final long staleAfter;
  // In the order in which they are to be looked at.
  private final Map<String, Watched> watched = new LinkedHashMap<>();
  private @Nullable CompletableFuture<Page> reading;
  private @Nullable CompletableFuture<Outcome> searching;
  private String cursor = StateStore.OpenPage.FIRST;
  private List<Command> lost = List.of();
  private long resultsEnd;
  private long nextPage;
  private long nextSearch;

  /** An attempt, and since when it has been seen without its command being found. */
  private record Watched(Attempt attempt, long since) {}

  /**
   * @param g namespace of the lane in Redis
   */
  StaleSteps(EngineContext context, int partition, long epoch, String g, Sends sends, Inbox inbox) {
    this.context = context;
    this.partition = partition;
    this.sends = sends;
    this.inbox = inbox;
    this.search = new StaleSearch(context, partition, epoch, g);
    this.staleAfter = context.settings().staleAfter().toNanos();
    this.nextPage = context.clock().nanoTime() + staleAfter / 3;
    this.nextSearch = nextPage;
  }

  /**
   * Goes on looking; gives commands to commit again.
   *
   * @param processed next offset of the results
   */
  List<Command> lost(long processed) {
    long now = context.clock().nanoTime();
    if (now >= nextPage) {
      read(now);
    }
    if (now >= nextSearch) {
      search(now);
    }
    return lost.isEmpty() || processed < resultsEnd ? List.of() : takeLost();
  }

  private List<Command> takeLost() {
    List<Command> taken = lost;
    lost = List.of();
    for (Command command : taken) {
      watched.remove(command.command().attemptId());
      LOG.log(
          System.Logger.Level.WARNING,
          "Step that no worker would get is dispatched again: partition={0} attempt={1} pool={2}",
          partition,
          command.command().attemptId(),
          command.to().pool());
    }
    context.metrics().dispatchedAgain(taken.size());
    return taken;
  }

  private void read(long now) {
    if (reading == null) {
      String from = cursor;
      reading = context.background().run(() -> search.page(from, EXECUTIONS_AT_ONCE));
    } else if (reading.isDone()) {
      Optional<Page> page = Waits.outcome(reading);
      reading = null;
      page.ifPresent(found -> watch(found, now));
      boolean isPassOver = cursor.equals(StateStore.OpenPage.FIRST);
      nextPage = now + (isPassOver ? staleAfter / 3 : Math.min(PAGE_NANOS, staleAfter / 3));
    }
  }

  /** Only what is in its log for certain is searched for here; the rest is the lane's own care. */
  private void watch(Page page, long now) {
    cursor = page.next();
    for (Attempt attempt : page.attempts()) {
      if (watched.size() < MOST_WATCHED && sends.isCertain(attempt.id())) {
        watched.putIfAbsent(attempt.id(), new Watched(attempt, now));
      }
    }
  }

  private void search(long now) {
    if (searching != null) {
      if (searching.isDone()) {
        Optional<Outcome> outcome = Waits.outcome(searching);
        searching = null;
        outcome.ifPresent(found -> take(found, now));
        nextSearch = now + Math.min(PAGE_NANOS, staleAfter / 3);
      }
      return;
    }
    List<Attempt> due = due(now);
    if (lost.isEmpty() && !due.isEmpty()) {
      var used = List.copyOf(sends.tails().keySet());
      searching = context.background().run(() -> search.search(due, used));
    } else {
      nextSearch = now + Math.min(PAGE_NANOS, staleAfter / 3);
    }
  }

  private List<Attempt> due(long now) {
    List<Attempt> due = new ArrayList<>();
    for (Watched each : watched.values()) {
      if (due.size() == SEARCHED_AT_ONCE || now - each.since() < staleAfter) {
        break;
      }
      due.add(each.attempt());
    }
    return due;
  }

  /**
   * A result is in its log before its record is accepted, and the group moves on only then: whoever
   * processes the results up to what is their end now has seen those of every record that the group
   * had passed.
   */
  private void take(Outcome outcome, long now) {
    for (Attempt attempt : outcome.waiting()) {
      // A worker has it, or it stands in line: looked at again later.
      watched.remove(attempt.id());
      watched.put(attempt.id(), new Watched(attempt, now));
    }
    outcome.ended().forEach(attempt -> watched.remove(attempt.id()));
    lost = outcome.lost();
    resultsEnd = lost.isEmpty() ? 0 : inbox.resultsEnd();
  }
}
