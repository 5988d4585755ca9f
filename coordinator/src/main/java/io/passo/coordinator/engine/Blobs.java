package io.passo.coordinator.engine;

import io.passo.protocol.ExecutionKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where large payloads are kept, by their content. Blocking calls give up with {@link
 * UnavailableException}.
 */
public interface Blobs {
  /**
   * Stores blobs durably and checks that they are there; when it returns they survive whatever
   * happens. One that is there already is left as it is.
   *
   * @param uses executions whose records are about to name a blob, so that it is kept as long as
   *     their history
   */
  void put(Collection<Blob> blobs, Collection<Use> uses);

  /** Blobs by id; those that are not there are absent. */
  Map<BlobId, byte[]> get(Collection<BlobId> ids);

  /**
   * What is kept.
   *
   * @param id what it is called
   * @param data encrypted
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes that are carried, never compared or changed
  record Blob(BlobId id, byte[] data) {}

  /** An execution that refers to a blob. */
  record Use(ExecutionKey key, BlobId blob) {}

  /** None are kept: every payload fits into records. */
  Blobs NONE =
      new Blobs() {
        @Override
        public void put(Collection<Blob> blobs, Collection<Use> uses) {
          throw new IllegalStateException("Expected no blobs where payloads fit into records");
        }

        @Override
        public Map<BlobId, byte[]> get(Collection<BlobId> ids) {
          // A limit that was lowered: what was written before is not looked for.
          throw new UnavailableException("Blobs are off: " + List.copyOf(ids));
        }
      };
}
