package io.passo.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What functions have done to the world outside, kept outside of the processes that are killed: an
 * effect has happened when its call arrives, whatever becomes of the caller.
 */
final class EffectLog {
  /**
   * One run of a function.
   *
   * @param attemptId stable when an attempt is delivered again
   * @param stepKey stable over the retries of a state
   * @param at milliseconds since the epoch
   */
  record Effect(String attemptId, String stepKey, long at) {}

  private final Map<String, List<Effect>> byAttempt = new ConcurrentHashMap<>();
  // The attempt of each step that ran first.
  private final Map<String, String> first = new ConcurrentHashMap<>();

  /**
   * Notes an effect.
   *
   * @return true if this attempt is the first one of its step
   */
  boolean add(Effect effect) {
    byAttempt.compute(
        effect.attemptId(),
        (id, effects) -> {
          List<Effect> all = effects == null ? new ArrayList<>() : new ArrayList<>(effects);
          all.add(effect);
          return List.copyOf(all);
        });
    first.putIfAbsent(effect.stepKey(), effect.attemptId());
    return effect.attemptId().equals(first.get(effect.stepKey()));
  }

  /** Effects of an attempt in the order they happened; none if nobody ran it. */
  List<Effect> of(String attemptId) {
    return byAttempt.getOrDefault(attemptId, List.of());
  }

  /** Attempts with at least one effect. */
  List<String> attempts() {
    return List.copyOf(byAttempt.keySet());
  }
}
