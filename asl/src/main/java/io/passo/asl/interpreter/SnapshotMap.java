package io.passo.asl.interpreter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map whose successor with a few other entries is cheap, however large it is: entries
 * changed lately lie over a shared base and are folded into a new one when they become many.
 */
final class SnapshotMap<K, V> {
  private static final int SMALL = 32;

  private final Map<K, V> base;
  // Empty = removed from the base.
  private final Map<K, Optional<V>> recent;

  private SnapshotMap(Map<K, V> base, Map<K, Optional<V>> recent) {
    this.base = base;
    this.recent = recent;
  }

  /** The given entries; the map must not change any more. */
  static <K, V> SnapshotMap<K, V> of(Map<K, V> entries) {
    return new SnapshotMap<>(entries, Map.of());
  }

  @Nullable V get(K key) {
    Optional<V> changed = recent.get(key);
    return changed != null ? changed.orElse(null) : base.get(key);
  }

  /** The map with other values; {@code null} removes an entry. */
  SnapshotMap<K, V> with(Map<K, Optional<V>> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    if (base.size() <= SMALL) {
      return of(fold(base, changes));
    }
    Map<K, Optional<V>> more = new HashMap<>(recent);
    more.putAll(changes);
    // Folding costs the whole base, so it is put off until that many changes have paid for it.
    return (long) more.size() * more.size() > base.size()
        ? of(fold(base, more))
        : new SnapshotMap<>(base, more);
  }

  private static <K, V> Map<K, V> fold(Map<K, V> base, Map<K, Optional<V>> changes) {
    Map<K, V> folded = new HashMap<>(base);
    changes.forEach(
        (key, value) -> {
          if (value.isPresent()) {
            folded.put(key, value.get());
          } else {
            folded.remove(key);
          }
        });
    return folded;
  }

  void forEach(BiConsumer<K, V> action) {
    (recent.isEmpty() ? base : fold(base, recent)).forEach(action);
  }
}
