package io.passo.coordinator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.data.JsonReference;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LargePayloadsTest {
  private static final ExecutionKey KEY =
      ExecutionKey.of("arn:aws:states:us-east-1:000000000000:execution:m:e");
  private static final int INLINE = 100;

  private final Store store = new Store();
  private final LargePayloads payloads = new LargePayloads(store, INLINE);

  private static final class Store implements Blobs {
    private final Map<BlobId, byte[]> stored = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();
    private int reads;

    @Override
    public void put(Collection<Blob> blobs, Collection<Use> noted) {
      blobs.forEach(blob -> stored.put(blob.id(), blob.data()));
      uses.addAll(noted);
    }

    @Override
    public Map<BlobId, byte[]> get(Collection<BlobId> ids) {
      reads++;
      Map<BlobId, byte[]> found = new HashMap<>(stored);
      found.keySet().retainAll(ids);
      return found;
    }
  }

  private static Json json(int length) {
    return Json.of(("\"" + "x".repeat(length - 2) + "\"").getBytes(StandardCharsets.UTF_8));
  }

  private Json kept(int length) {
    Json json = json(length);
    KeptPayloads kept = new KeptPayloads();
    payloads.keep(KEY, json, kept);
    payloads.store(kept);
    return json;
  }

  /** What another coordinator reads. */
  private LargePayloads elsewhere() {
    return new LargePayloads(store, INLINE);
  }

  @Test
  void shouldLeaveSmallPayloadsInRecords() {
    // when
    Json json = kept(INLINE);

    // then
    assertThat(json.written()).isEqualTo(json.utf8());
    assertThat(store.stored).isEmpty();
    assertThat(store.uses).isEmpty();
  }

  @Test
  void shouldGiveBackWhatWasKept() {
    // given
    Json json = kept(INLINE + 1);
    Json read = Json.of(json.written());

    // when
    elsewhere().fill(List.of(read));

    // then
    assertThat(json.written()).hasSizeLessThan(INLINE);
    assertThat(read.text()).isEqualTo(json.text());
    assertThat(read.size()).isEqualTo(INLINE + 1);
    assertThat(elsewhere().filled(new Payload(json.written()))).contains(new Payload(json.utf8()));
  }

  @Test
  void shouldStoreEqualPayloadsOnce() {
    // when
    kept(500);
    kept(500);

    // then
    assertThat(store.stored).hasSize(1);
    assertThat(store.uses).hasSize(1);
  }

  @Test
  void shouldStoreNothingThatCanBeReadThere() {
    // when
    Json json = kept(500);

    // then
    byte[] stored = store.stored.values().iterator().next();
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("xxx");
    JsonReference reference = json.reference();
    assertThat(reference).isNotNull();
    assertThat(store.stored.keySet().iterator().next().value())
        .isNotEqualTo(HexFormat.of().formatHex(reference.hash()));
  }

  @Test
  void shouldNotAskTheStoreForWhatWasJustThere() {
    // given
    Json json = kept(500);

    // when
    payloads.fill(List.of(Json.of(json.written())));

    // then
    assertThat(store.reads).isZero();
  }

  @Test
  void shouldLeaveAwayWhatTheStoreHasLost() {
    // given
    Json read = Json.of(kept(500).written());
    store.stored.clear();

    // when
    elsewhere().fill(List.of(read));

    // then
    assertThat(read.isAway()).isTrue();
    assertThat(elsewhere().filled(new Payload(read.written()))).isEmpty();
  }

  @Test
  void shouldTakeWhatIsNotWhatWasStoredForLost() {
    // given
    Json read = Json.of(kept(500).written());
    store.stored.replaceAll((id, data) -> new byte[data.length]);

    // when
    elsewhere().fill(List.of(read));

    // then
    assertThat(read.isAway()).isTrue();
  }
}
