package io.passo.coordinator.engine;

import io.passo.asl.data.JsonReference;
import java.util.HexFormat;

/**
 * Name of a blob, in hex: the hash of its key, which is the hash of its content. Who has the name
 * has neither.
 */
public record BlobId(String value) {
  private static final HexFormat HEX = HexFormat.of();

  /** Where the text of a reference is kept. */
  public static BlobId of(JsonReference reference) {
    return new BlobId(HEX.formatHex(JsonReference.sha256(reference.hash())));
  }
}
