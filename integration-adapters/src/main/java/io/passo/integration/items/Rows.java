package io.passo.integration.items;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Items of one file, one after the other; memory does not grow with their number. */
interface Rows extends Closeable {
  /**
   * The next item; null after the last one.
   *
   * @throws CorruptFileException if the file is not what it should be
   * @throws IOException if it cannot be read
   */
  @Nullable Row next() throws IOException;
}
