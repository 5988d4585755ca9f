package io.passo.coordinator.engine;

import io.passo.coordinator.engine.Blobs.Use;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Uses of blobs that were noted lately and need not be noted again. */
final class KnownUses {
  private static final int MOST = 10_000;

  private final Set<Use> known =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Use, Boolean> eldest) {
              return size() > MOST;
            }
          });

  synchronized boolean contains(Use use) {
    return known.contains(use);
  }

  synchronized void addAll(Collection<Use> uses) {
    known.addAll(uses);
  }
}
