package io.passo.coordinator.engine;

import io.passo.asl.data.JsonReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts that were stored or read lately: a payload is mostly wanted again at once. */
final class RecentTexts {
  private static final long MOST_BYTES = 64L << 20;

  private final Map<JsonReference, byte[]> texts = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  synchronized void add(JsonReference reference, byte[] text) {
    byte[] before = texts.put(reference, text);
    bytes += text.length - (before == null ? 0 : before.length);
    Iterator<byte[]> oldest = texts.values().iterator();
    while (bytes > MOST_BYTES && oldest.hasNext()) {
      bytes -= oldest.next().length;
      oldest.remove();
    }
  }

  synchronized byte @Nullable [] find(JsonReference reference) {
    return texts.get(reference);
  }
}
