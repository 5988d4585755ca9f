package io.passo.asl.history;

import io.passo.asl.data.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The distinct payloads of a chunk. The same value passes through Entered, Scheduled, Succeeded and
 * Exited, mostly as the same object, so it is looked up by identity first.
 */
final class PayloadTable {
  private final IdentityHashMap<Json, Integer> byIdentity = new IdentityHashMap<>();
  private final Map<Bytes, Integer> byBytes = new HashMap<>();
  private final List<byte[]> payloads = new ArrayList<>();

  int indexOf(Json payload) {
    Integer known = byIdentity.get(payload);
    if (known != null) {
      return known;
    }
    byte[] utf8 = payload.written();
    Integer equal = byBytes.putIfAbsent(new Bytes(utf8), payloads.size());
    int index = equal == null ? payloads.size() : equal;
    if (equal == null) {
      payloads.add(utf8);
    }
    byIdentity.put(payload, index);
    return index;
  }

  List<byte[]> payloads() {
    return payloads;
  }

  /** Text of a payload as a key. */
  private static final class Bytes {
    private final byte[] utf8;
    private final int hash;

    Bytes(byte[] utf8) {
      this.utf8 = utf8;
      this.hash = Arrays.hashCode(utf8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes bytes && hash == bytes.hash && Arrays.equals(utf8, bytes.utf8);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
