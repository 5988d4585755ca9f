package io.passo.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Attempts that the engine has closed, the newest ones: best effort, like the topic they come by.
 */
final class Cancellations {
  private static final int REMEMBERED = 100_000;

  private final Set<String> attempts =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));
  private volatile Consumer<String> watcher = attempt -> {};

  /** Told of every attempt that is cancelled from now on. */
  void watch(Consumer<String> cancelled) {
    watcher = cancelled;
  }

  void add(String attemptId) {
    if (attempts.add(attemptId)) {
      watcher.accept(attemptId);
    }
  }

  boolean contains(String attemptId) {
    return attempts.contains(attemptId);
  }
}
