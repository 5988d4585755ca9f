package io.passo.coordinator.engine;

import io.passo.asl.data.JsonReference;
import io.passo.protocol.ExecutionKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Large payloads of one batch: those to be stored before its commit, and who refers to which. */
final class KeptPayloads {
  private final Map<JsonReference, byte[]> texts = new LinkedHashMap<>();
  private final Map<ExecutionKey, Set<JsonReference>> uses = new HashMap<>();

  void add(JsonReference reference, byte[] text) {
    texts.put(reference, text);
  }

  void use(ExecutionKey key, JsonReference reference) {
    uses.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(reference);
  }

  Map<JsonReference, byte[]> texts() {
    return texts;
  }

  Map<ExecutionKey, Set<JsonReference>> uses() {
    return uses;
  }
}
