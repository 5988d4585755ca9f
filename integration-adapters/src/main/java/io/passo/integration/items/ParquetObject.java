package io.passo.integration.items;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An object as the Parquet reader wants it. */
final class ParquetObject implements InputFile {
  private final StoredObject object;

  ParquetObject(StoredObject object) {
    this.object = object;
  }

  @Override
  public void open() {
    // Nothing is held open.
  }

  @Override
  public ByteBuffer readRange(long from, int count) throws IOException {
    return ByteBuffer.wrap(object.read(from, count));
  }

  @Override
  public long length() {
    return object.length();
  }

  @Override
  public String name() {
    return object.key();
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
