package io.passo.coordinator.engine.memory;

import io.passo.coordinator.engine.BlobId;
import io.passo.coordinator.engine.Blobs;
import io.passo.coordinator.engine.UnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Blobs in PostgreSQL as one process sees them. */
public final class MemoryBlobs implements Blobs {
  private final World world;
  private final Node node;
  private final Map<BlobId, byte[]> stored;
  private final long[] downUntil;

  /**
   * @param stored what is stored, shared by all processes
   * @param downUntil one element: microseconds of the world until which nothing answers
   */
  public MemoryBlobs(World world, Node node, Map<BlobId, byte[]> stored, long[] downUntil) {
    this.world = world;
    this.node = node;
    this.stored = stored;
    this.downUntil = downUntil;
  }

  @Override
  public void put(Collection<Blob> blobs, Collection<Use> uses) {
    node.spend("blob transaction", 900);
    requireUp();
    blobs.forEach(blob -> stored.putIfAbsent(blob.id(), blob.data()));
    node.spend("blob answer", 100);
  }

  @Override
  public Map<BlobId, byte[]> get(Collection<BlobId> ids) {
    node.spend("blob read", 500);
    requireUp();
    Map<BlobId, byte[]> found = new HashMap<>();
    for (BlobId id : ids) {
      byte[] data = stored.get(id);
      if (data != null) {
        found.put(id, data);
      }
    }
    return found;
  }

  private void requireUp() {
    if (world.micros() < downUntil[0]) {
      throw new UnavailableException("Expected PostgreSQL to answer");
    }
  }
}
