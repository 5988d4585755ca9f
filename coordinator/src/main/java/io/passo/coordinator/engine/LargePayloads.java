package io.passo.coordinator.engine;

import io.passo.asl.data.Json;
import io.passo.asl.data.JsonReference;
import io.passo.asl.interpreter.Decision;
import io.passo.asl.interpreter.Event;
import io.passo.asl.interpreter.Frame;
import io.passo.asl.interpreter.FrameChange;
import io.passo.asl.interpreter.Payloads;
import io.passo.asl.interpreter.ResultsFrame;
import io.passo.coordinator.engine.Blobs.Blob;
import io.passo.coordinator.engine.Blobs.Use;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Payloads that are too large for records (correctness.md §13): they are kept as blobs, stored
 * before the commit that names them, and stand as references in frames, history, commands and
 * messages. Off, nothing is looked at.
 */
public final class LargePayloads {
  /** Installations whose payloads all fit into records. */
  public static final LargePayloads OFF = new LargePayloads(Blobs.NONE, Integer.MAX_VALUE);

  /** Largest payload that stands in records as it is, where larger ones are kept as blobs. */
  public static final int INLINE_BYTES = 32 << 10;

  private static final System.Logger LOG = System.getLogger(LargePayloads.class.getName());
  private static final int SHARERS = 16;

  private final Blobs blobs;
  private final int inlineBytes;
  private final RecentTexts recent = new RecentTexts();
  private final KnownUses known = new KnownUses();

  /**
   * @param inlineBytes largest payload that stands in records as it is
   */
  public LargePayloads(Blobs blobs, int inlineBytes) {
    this.blobs = blobs;
    this.inlineBytes = inlineBytes;
  }

  private boolean isOff() {
    return inlineBytes == Integer.MAX_VALUE;
  }

  /** Bytes that a payload takes in a record. */
  static long inRecord(Json json) {
    JsonReference reference = json.reference();
    return reference == null ? json.size() : reference.bytes().length;
  }

  /**
   * Lets the large payloads of a decision be written as references from now on.
   *
   * @param kept gets what is to be {@linkplain #store stored} before anybody sees the references
   */
  void keep(ExecutionKey key, Decision decision, KeptPayloads kept) {
    if (isOff()) {
      return;
    }
    for (FrameChange change : decision.changes()) {
      if (change.frame() instanceof ResultsFrame results) {
        // A hundred of them stand in one record.
        results.results().forEach(json -> keep(key, json, inlineBytes / SHARERS, kept));
      }
    }
    Payloads.forEach(decision, json -> keep(key, json, inlineBytes, kept));
  }

  /** The same for one payload. */
  void keep(ExecutionKey key, Json json, KeptPayloads kept) {
    if (!isOff()) {
      keep(key, json, inlineBytes, kept);
    }
  }

  private static void keep(ExecutionKey key, Json json, int mostInline, KeptPayloads kept) {
    JsonReference reference = json.reference();
    if (reference == null && json.size() > mostInline) {
      byte[] text = json.utf8();
      reference = JsonReference.to(text);
      kept.add(reference, text);
      json.keptAs(reference);
    }
    if (reference != null) {
      kept.use(key, reference);
    }
  }

  /**
   * Stores what was kept.
   *
   * @throws UnavailableException if the store does not answer
   */
  void store(KeptPayloads kept) {
    List<Use> uses = new ArrayList<>();
    kept.uses()
        .forEach(
            (key, references) ->
                references.stream()
                    .map(reference -> new Use(key, BlobId.of(reference)))
                    .filter(use -> !known.contains(use))
                    .forEach(uses::add));
    if (kept.texts().isEmpty() && uses.isEmpty()) {
      return;
    }
    List<Blob> all = new ArrayList<>(kept.texts().size());
    kept.texts()
        .forEach(
            (reference, text) ->
                all.add(new Blob(BlobId.of(reference), BlobCipher.encrypt(reference, text))));
    blobs.put(all, uses);
    known.addAll(uses);
    kept.texts().forEach(recent::add);
  }

  /** Brings the payloads of an event. */
  void fill(Event event) {
    if (!isOff()) {
      List<Json> away = new ArrayList<>(1);
      Payloads.forEach(event, json -> collect(json, away));
      fill(away);
    }
  }

  /** Bytes of payloads that these frames hold and that do not stand in their records. */
  int heldBytes(Iterable<Frame> frames) {
    if (isOff()) {
      return 0;
    }
    long[] bytes = {0};
    frames.forEach(
        frame ->
            Payloads.forEach(
                frame, json -> bytes[0] += json.reference() == null ? 0 : json.size()));
    return (int) Math.min(bytes[0], Integer.MAX_VALUE / 2);
  }

  /** Brings the payloads of frames. */
  void fill(Iterable<Frame> frames) {
    if (!isOff()) {
      List<Json> away = new ArrayList<>();
      frames.forEach(frame -> Payloads.forEach(frame, json -> collect(json, away)));
      fill(away);
    }
  }

  private static void collect(Json json, List<Json> away) {
    if (json.isAway()) {
      away.add(json);
    }
  }

  /**
   * Brings the text of values that are away. One that the store has lost stays away: whoever needs
   * it fails by itself.
   *
   * @throws UnavailableException if the store does not answer
   */
  public void fill(Collection<Json> away) {
    if (away.isEmpty()) {
      return;
    }
    Set<JsonReference> references = new LinkedHashSet<>();
    away.forEach(json -> references.add(referenceOf(json)));
    Map<JsonReference, byte[]> texts = read(references);
    for (Json json : away) {
      byte[] text = texts.get(referenceOf(json));
      if (text != null) {
        json.fill(text);
      }
    }
  }

  private static JsonReference referenceOf(Json json) {
    JsonReference reference = json.reference();
    if (reference == null) {
      throw new IllegalArgumentException("Expected a value that is away");
    }
    return reference;
  }

  /**
   * A payload with its text; empty if the store has lost it.
   *
   * @throws UnavailableException if the store does not answer
   */
  public Optional<Payload> filled(Payload payload) {
    if (!JsonReference.isReference(payload.utf8())) {
      return Optional.of(payload);
    }
    JsonReference reference = JsonReference.of(payload.utf8());
    return Optional.ofNullable(read(Set.of(reference)).get(reference)).map(Payload::new);
  }

  private Map<JsonReference, byte[]> read(Set<JsonReference> references) {
    Map<JsonReference, byte[]> texts = new HashMap<>();
    Map<JsonReference, BlobId> missing = new LinkedHashMap<>();
    for (JsonReference reference : references) {
      byte[] text = recent.find(reference);
      if (text == null) {
        missing.put(reference, BlobId.of(reference));
      } else {
        texts.put(reference, text);
      }
    }
    if (!missing.isEmpty()) {
      Map<BlobId, byte[]> found = blobs.get(missing.values());
      missing.forEach(
          (reference, id) ->
              text(reference, found.get(id))
                  .ifPresentOrElse(
                      text -> texts.put(reference, text),
                      () ->
                          LOG.log(
                              System.Logger.Level.ERROR, "Payload lost: blob={0}", id.value())));
    }
    return texts;
  }

  private Optional<byte[]> text(JsonReference reference, byte @Nullable [] blob) {
    Optional<byte[]> text = blob == null ? Optional.empty() : BlobCipher.decrypt(reference, blob);
    text.ifPresent(found -> recent.add(reference, found));
    return text;
  }
}
