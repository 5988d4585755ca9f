package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code ReaderConfig}.
 *
 * @param type what the files are; null = a list of objects is read
 * @param headers {@code CSVHeaders}; null = the first row has them
 * @param delimiter {@code CSVDelimiter}
 * @param pointer {@code ItemsPointer}; empty = the whole document
 * @param manifest what names the files; null = the object itself is the file
 * @param flattens whether the contents of the listed objects are the items
 */
record ReaderConfig(
    @Nullable Type type,
    @Nullable List<String> headers,
    char delimiter,
    String pointer,
    @Nullable Manifest manifest,
    boolean flattens) {
  /** {@code InputType}. */
  enum Type {
    CSV,
    JSON,
    JSONL,
    PARQUET
  }

  /** {@code ManifestType}. */
  enum Manifest {
    S3_INVENTORY,
    ATHENA_DATA
  }

  /**
   * Reads it.
   *
   * @throws CorruptFileException if it says something that it cannot
   */
  static ReaderConfig of(JsonNode config) throws CorruptFileException {
    String type = config.path("InputType").asText();
    return new ReaderConfig(
        type.isEmpty() || type.equals("MANIFEST") ? null : word("InputType", type, Type.class),
        headers(config),
        delimiter(config.path("CSVDelimiter").asText("COMMA")),
        config.path("ItemsPointer").asText(),
        manifest(config.path("ManifestType").asText(), type),
        config.path("Transformation").asText().equals("LOAD_AND_FLATTEN"));
  }

  /** The same for the parts of an inventory, whose columns are named elsewhere. */
  static ReaderConfig ofInventory(List<String> columns) {
    return new ReaderConfig(Type.CSV, columns, ',', "", null, false);
  }

  private static @Nullable List<String> headers(JsonNode config) {
    if (!config.path("CSVHeaderLocation").asText().equals("GIVEN")) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    config.path("CSVHeaders").forEach(header -> headers.add(header.asText()));
    return headers;
  }

  private static @Nullable Manifest manifest(String manifest, String type)
      throws CorruptFileException {
    if (manifest.isEmpty()) {
      return type.equals("MANIFEST") ? Manifest.S3_INVENTORY : null;
    }
    return word("ManifestType", manifest, Manifest.class);
  }

  private static char delimiter(String name) throws CorruptFileException {
    return switch (name) {
      case "COMMA" -> ',';
      case "PIPE" -> '|';
      case "SEMICOLON" -> ';';
      case "SPACE" -> ' ';
      case "TAB" -> '\t';
      default ->
          throw new CorruptFileException(
              "Expected CSVDelimiter to be one of COMMA, PIPE, SEMICOLON, SPACE, TAB but found '"
                  + name
                  + "'");
    };
  }

  private static <E extends Enum<E>> E word(String field, String word, Class<E> type)
      throws CorruptFileException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(word.toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new CorruptFileException(
        "Expected "
            + field
            + " to be one of "
            + List.of(type.getEnumConstants())
            + " but found '"
            + word
            + "'");
  }
}
