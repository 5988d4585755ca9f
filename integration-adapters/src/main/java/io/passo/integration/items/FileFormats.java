package io.passo.integration.items;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Opens files by what they are said to be. */
final class FileFormats {
  private static final int BUFFER = 1 << 16;

  private FileFormats() {}

  /** Items of a file; it is unpacked if its name says that it is packed. */
  static Rows rows(StoredObject file, ReaderConfig config) throws IOException {
    return switch (config.type()) {
      case null ->
          throw new CorruptFileException(
              "Expected InputType to say what the file is but it is missing");
      case CSV -> new CsvRows(unpacked(file), config.headers(), config.delimiter());
      case JSON -> new JsonRows(unpacked(file), config.pointer());
      case JSONL -> new JsonLineRows(unpacked(file));
      case PARQUET -> new ParquetRows(new ParquetObject(file));
    };
  }

  /** Bytes of a file, unpacked if its name says that it is packed. */
  static InputStream unpacked(StoredObject file) throws IOException {
    return unpacked(file.key(), new StoredStream(file));
  }

  static InputStream unpacked(String name, InputStream bytes) throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) {
      return new GZIPInputStream(bytes, BUFFER);
    }
    return lower.endsWith(".zst") || lower.endsWith(".zstd") ? new ZstdInputStream(bytes) : bytes;
  }
}
