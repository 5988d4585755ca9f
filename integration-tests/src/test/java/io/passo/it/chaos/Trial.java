package io.passo.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One fault under load: orders before, while and after it, then the check. */
final class Trial implements AutoCloseable {
  private static final double PER_SECOND = Integer.getInteger("passo.chaos.rate", 6);
  private static final int ASKED = Integer.getInteger("passo.chaos.asked", 60);
  private static final Duration ENDS_LIMIT = Duration.ofMinutes(4);
  private static final Duration REST_LIMIT = Duration.ofMinutes(3);
  private static final Duration STILL = Duration.ofMillis(1_500);
  private static final long STEP_MILLIS = 200;
  // A Wait or a retry of one second.
  private static final long PLANNED_MILLIS = 1_000;
  // Undisturbed, each partition is busy by then.
  private static final long BEFORE_MILLIS = 1_500;

  private final Chaos chaos;
  private final String fault;
  private final Orders orders;
  private final List<Long> begins = new ArrayList<>();
  private final long begun = System.nanoTime();

  Trial(Chaos chaos, String fault) {
    this.chaos = chaos;
    this.fault = fault;
    this.orders = chaos.orders(fault.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
  }

  /** Starts the load; returns when it has warmed up. */
  Trial underLoad() throws InterruptedException {
    return underLoad(1);
  }

  /**
   * The same with another load.
   *
   * @param share of the usual one
   */
  Trial underLoad(double share) throws InterruptedException {
    orders.keepStarting(PER_SECOND * share);
    TimeUnit.MILLISECONDS.sleep(BEFORE_MILLIS);
    return this;
  }

  Orders orders() {
    return orders;
  }

  /** Notes that something happens now. */
  long strike() {
    long now = System.currentTimeMillis();
    begins.add(now);
    return now;
  }

  /**
   * How long each execution stood still around each strike: from one change of it to the next, less
   * what its machine makes it wait.
   *
   * @param windowMillis what begins later after a strike is not counted
   */
  Stalls stalls(long windowMillis) {
    Stalls stalls = new Stalls();
    for (long begin : begins) {
      Stalls own = new Stalls();
      long end = begin + windowMillis;
      for (Orders.Order order : orders.answered()) {
        if (order.machine() == Machine.ORDER) {
          Optional<Ledger.Execution> execution = chaos.journals().find(order.executionArn());
          long stall = stall(order, execution, begin, end);
          if (stall >= 0) {
            boolean sentAgain = execution.filter(found -> found.sentAgain(begin, end)).isPresent();
            own.add(order.executionArn(), stall, sentAgain);
          }
        }
      }
      FaultTable.detail(fault + ": " + own);
      stalls.add(own);
    }
    return stalls;
  }

  /** −1 if it did not run then. */
  private static long stall(
      Orders.Order order, Optional<Ledger.Execution> execution, long from, long to) {
    List<Long> times = new ArrayList<>(List.of(order.at()));
    execution.ifPresent(found -> times.addAll(found.changed()));
    long longest = -1;
    for (int i = 1; i < times.size(); i++) {
      if (times.get(i) >= from && times.get(i - 1) <= to) {
        long pause = Math.max(0, times.get(i) - times.get(i - 1) - PLANNED_MILLIS);
        longest = Math.max(longest, pause);
      }
    }
    return longest;
  }

  /**
   * How long after a strike steps ran at last that were scheduled before it, in milliseconds: those
   * of workers that were hurt wait for their locks.
   */
  List<Long> handedOn() {
    List<Long> waits = new ArrayList<>();
    for (Orders.Order order : orders.answered()) {
      chaos.journals().find(order.executionArn()).ifPresent(execution -> add(execution, waits));
    }
    return waits;
  }

  private void add(Ledger.Execution execution, List<Long> waits) {
    for (String attempt : execution.attempts()) {
      int id = Integer.parseInt(attempt.substring(attempt.indexOf(':') + 1));
      long scheduled = execution.events().get(id - 1).timestamp().toEpochMilli();
      List<EffectLog.Effect> effects = chaos.effects().of(attempt);
      if (!effects.isEmpty()) {
        long ran = effects.getLast().at();
        begins.stream()
            .filter(begin -> scheduled <= begin && begin < ran)
            .forEach(begin -> waits.add(ran - begin));
      }
    }
  }

  /** How long executions took that began between two moments and have ended, in milliseconds. */
  List<Long> durations(long from, long to) {
    List<Long> durations = new ArrayList<>();
    for (Orders.Order order : orders.answered()) {
      if (order.at() >= from && order.at() < to) {
        chaos
            .journals()
            .find(order.executionArn())
            .ifPresent(execution -> durations.add(execution.changed().getLast() - order.at()));
      }
    }
    return durations;
  }

  /** Executions that ended between two moments. */
  long ended(long from, long to) {
    return orders.answered().stream()
        .map(order -> chaos.journals().find(order.executionArn()))
        .flatMap(Optional::stream)
        .filter(execution -> execution.closed() != null)
        .map(execution -> execution.changed().getLast())
        .filter(last -> last >= from && last < to)
        .count();
  }

  /** Executions that were asked for between two moments. */
  long asked(long from, long to) {
    return orders.asked().values().stream()
        .filter(order -> order.at() >= from && order.at() < to)
        .count();
  }

  /** How long after a moment the first execution ended, in milliseconds. */
  long firstEndAfter(long moment) {
    return orders.answered().stream()
        .map(order -> chaos.journals().find(order.executionArn()))
        .flatMap(Optional::stream)
        .filter(execution -> execution.closed() != null)
        .mapToLong(execution -> execution.changed().getLast() - moment)
        .filter(after -> after >= 0)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  int strikes() {
    return begins.size();
  }

  /**
   * Starts no more, waits until everything has ended and the stores have followed, checks, and
   * prints a line.
   *
   * @param figure asked for once everything has ended
   */
  void finish(Supplier<Figure> figure) throws InterruptedException, SQLException, IOException {
    Phases phases = new Phases();
    phases.end("load");
    orders.stop(ENDS_LIMIT);
    chaos.asked().addAll(orders.asked().keySet());
    Verdict verdict = new Verdict();
    awaitEnds();
    phases.end("ends");
    String behind = awaitRest();
    phases.end("rest");
    verdict.require(behind.isEmpty(), "I12: never at rest: " + behind);
    ExecutionCheck check =
        new ExecutionCheck(
            chaos.journals(), chaos.effects(), chaos.clients(), chaos.excuses(), verdict);
    check.check(orders, ASKED);
    check.checkOrigin(chaos.asked());
    verdict.addAll(chaos.journals().violations());
    if (behind.isEmpty()) {
      chaos.stores().check(verdict);
    }
    checkLogs(verdict);
    phases.end("checks");
    FaultTable.detail(fault + ": " + phases);
    FaultTable.row(fault, strikes(), figure.get(), orders.asked().size(), verdict);
    assertThat(verdict.shown())
        .as("%s: %d violations", fault, verdict.violations().size())
        .isEmpty();
  }

  /** What a trial took its time for. */
  private final class Phases {
    private final StringBuilder text = new StringBuilder();
    private long last = begun;

    void end(String phase) {
      long now = System.nanoTime();
      text.append("%s %.1f s ".formatted(phase, (now - last) / 1e9));
      last = now;
    }

    @Override
    public String toString() {
      return text.toString().stripTrailing();
    }
  }

  private void awaitEnds() throws InterruptedException {
    long deadline = System.nanoTime() + ENDS_LIMIT.toNanos();
    List<Orders.Order> open = new ArrayList<>(orders.answered());
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      open.removeIf(order -> chaos.journals().isClosed(order.executionArn()));
      TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
    }
  }

  // An idle lane still notes that its commands have arrived: at rest nothing moves any more.
  private String awaitRest() throws InterruptedException {
    long deadline = System.nanoTime() + REST_LIMIT.toNanos();
    String behind;
    long end = -1;
    long since = System.nanoTime();
    do {
      TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
      long before = end;
      end = end();
      if (end != before) {
        since = System.nanoTime();
      }
      boolean grows = System.nanoTime() - since < STILL.toNanos();
      behind = grows ? "the journals grow" : behind();
    } while (!behind.isEmpty() && System.nanoTime() < deadline);
    return behind;
  }

  private long end() {
    long end = 0;
    for (int p = 0; p < chaos.journals().partitions(); p++) {
      end += chaos.journals().look(p, ledger -> ledger.end().offset());
    }
    return end;
  }

  private String behind() {
    try {
      return chaos.stores().behind();
    } catch (SQLException | RuntimeException e) {
      return e.toString();
    }
  }

  private void checkLogs(Verdict verdict) throws IOException {
    try (Stream<Path> logs = Files.list(chaos.data().resolve("logs"))) {
      for (Path log : logs.toList()) {
        verdict.require(
            !Files.readString(log, StandardCharsets.ISO_8859_1).contains(Machine.SECRET),
            "I14: a payload is in " + log.getFileName());
      }
    }
  }

  @Override
  public void close() {
    orders.close();
  }
}
