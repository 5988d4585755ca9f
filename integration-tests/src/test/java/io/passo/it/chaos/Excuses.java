package io.passo.it.chaos;

import io.passo.it.chaos.EffectLog.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * When something happened after which a step may run twice (G3): a worker was hurt, the leader of a
 * step partition moved, or a coordinator was stopped while it sent. A coordinator that crashed, or
 * Redis or PostgreSQL that failed, is none.
 */
final class Excuses {
  // A lock that expires, the worker that asks then, and a coordinator that answers late.
  private static final long AFTERMATH_MILLIS = 90_000;

  private record Window(long from, long to) {}

  private final List<Window> windows = new ArrayList<>();

  /** Something of the kind happens between two moments, milliseconds since the epoch. */
  synchronized void add(long from, long to) {
    windows.add(new Window(from, to));
  }

  /** True if the later effects of an attempt may be blamed on it. */
  synchronized boolean cover(List<Effect> effects) {
    long first = effects.getFirst().at();
    long last = effects.getLast().at();
    return windows.stream()
        .anyMatch(
            window ->
                first <= window.to()
                    && last >= window.from()
                    && last <= window.to() + AFTERMATH_MILLIS);
  }
}
