package io.passo.integration.items;

import java.io.IOException;

/** An object of a store, of which ranges can be read as long as it stays the same. */
interface StoredObject {
  /** Its key. */
  String key();

  /** Its length in bytes. */
  long length();

  /** What is another one whenever its contents are. */
  String tag();

  /**
   * Some of its bytes.
   *
   * @param from first byte, from 0
   * @param count how many; they are there
   * @throws IOException if it cannot be read or is no longer the same
   */
  byte[] read(long from, int count) throws IOException;
}
