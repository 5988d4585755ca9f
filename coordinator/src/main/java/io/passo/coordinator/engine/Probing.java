package io.passo.coordinator.engine;

import io.passo.protocol.JournalRecord.Probe;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lane that looks for what killed its predecessors: it takes one event at a time and notes it in
 * the journal before (correctness.md §13). An event that killed five lanes is put aside: owners
 * also die by chance, or lose the partition, while they wait for a server.
 */
final class Probing {
  private static final int MOST_EVENTS = 512;
  private static final long LEAST_NANOS = 3_000_000_000L;
  private static final int LONGEST_DELAY_MILLIS = 2_000;
  private static final int DEATHS_TO_SET_ASIDE = 5;
  private static final int DEATHS_TO_SKIP = 10;

  private final EngineClock clock;
  private final @Nullable Probe suspect;
  private final long begin;
  private final long firstAt;
  private boolean on;
  private int probed;

  /** What to do with an event. */
  enum Verdict {
    PROCESS,
    /** Not processed; its execution fails. */
    SET_ASIDE,
    /** Not even that: failing it is deadly, too. */
    SKIP
  }

  /** An event that is about to be processed by itself: one input or one timer. */
  record Subject(List<Input> inputs, List<TimerQueue.Entry> timers) {
    boolean isEmpty() {
      return inputs.isEmpty() && timers.isEmpty();
    }

    /** Names it, alike for every owner. */
    String event() {
      if (!inputs.isEmpty()) {
        return inputs.getFirst().topic() + ":" + inputs.getFirst().offset();
      }
      TimerQueue.Entry timer = timers.getFirst();
      return "timer:%s:%s:%s:%d"
          .formatted(
              timer.key(), timer.id().frame().value(), timer.id().kind(), timer.id().eventId());
    }
  }

  /**
   * @param entropy for a delay: a process that dies kills all its lanes, and those that had just
   *     begun would be blamed as well
   */
  Probing(EngineClock clock, Suspicion suspicion, LongSupplier entropy) {
    this.clock = clock;
    this.suspect = suspicion.suspect();
    this.on = !suspicion.isNone();
    this.begin = clock.nanoTime();
    this.firstAt =
        suspicion.deaths() > 1
            ? begin + Math.floorMod(entropy.getAsLong(), LONGEST_DELAY_MILLIS) * 1_000_000L
            : begin;
  }

  boolean isOn() {
    return on;
  }

  /** Whether the first event still waits. */
  boolean isDelayed() {
    return clock.nanoTime() < firstAt;
  }

  /** What to note before an event is processed. */
  Probe note(Subject subject) {
    String event = subject.event();
    return suspect != null && suspect.event().equals(event) ? suspect : new Probe(event, 0);
  }

  static Verdict verdict(Probe probe) {
    if (probe.deaths() >= DEATHS_TO_SKIP) {
      return Verdict.SKIP;
    }
    return probe.deaths() >= DEATHS_TO_SET_ASIDE ? Verdict.SET_ASIDE : Verdict.PROCESS;
  }

  /** An event has been committed. */
  void survived() {
    probed++;
    on = probed < MOST_EVENTS;
  }

  /** Nothing waits. */
  void idle() {
    // Kafka may not have given yet what lies there.
    on = clock.nanoTime() - begin < LEAST_NANOS;
  }
}
