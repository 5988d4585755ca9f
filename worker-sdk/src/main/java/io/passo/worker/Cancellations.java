package io.passo.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

  /** Told of every attempt that is cancelled from now on. */
  void watch(Consumer<String> cancelled) {
    watchers.add(cancelled);
  }

  void unwatch(Consumer<String> cancelled) {
    watchers.remove(cancelled);
  }

  void add(String attemptId) {
    if (attempts.add(attemptId)) {
      watchers.forEach(watcher -> watcher.accept(attemptId));
    }
  }

  boolean contains(String attemptId) {
    return attempts.contains(attemptId);
  }
}
