package io.passo.integration.items;

import io.passo.integration.items.Store.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Objects of one bucket in memory. */
final class MemoryStore implements Store {
  static final String BUCKET = "b";

  private final TreeMap<String, byte[]> objects = new TreeMap<>();

  /** Objects that were opened, lists that were asked for. */
  int calls;

  MemoryStore with(String key, byte[] bytes) {
    objects.put(key, bytes);
    return this;
  }

  MemoryStore with(String key, String text) {
    return with(key, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public StoredObject open(String bucket, String key, @Nullable String version) throws IOException {
    calls++;
    byte[] bytes = objects.get(key);
    if (bytes == null || !bucket.equals(BUCKET)) {
      throw new IOException("S3://" + bucket + "/" + key + ": The specified key does not exist.");
    }
    return new InMemory(key, bytes);
  }

  @Override
  public List<Listed> list(String bucket, @Nullable String prefix, @Nullable String after) {
    calls++;
    return objects.tailMap(after == null ? "" : after, after == null).entrySet().stream()
        .filter(object -> object.getKey().startsWith(prefix == null ? "" : prefix))
        .limit(1_000)
        .map(
            object ->
                new Listed(
                    object.getKey(),
                    object.getValue().length,
                    JsonText.MAPPER
                        .createObjectNode()
                        .put("Key", object.getKey())
                        .put("Size", object.getValue().length)))
        .toList();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record InMemory(String key, byte[] bytes) implements StoredObject {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public String tag() {
      return "\"" + Arrays.hashCode(bytes) + "\"";
    }

    @Override
    public byte[] read(long from, int count) {
      return Arrays.copyOfRange(bytes, (int) from, (int) from + count);
    }
  }
}
