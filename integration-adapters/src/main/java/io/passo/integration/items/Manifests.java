package io.passo.integration.items;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files that say which files to read: inventories of S3, and results of Athena's UNLOAD. */
final class Manifests {
  private static final String BUCKET_ARN = ":s3:::";
  private static final String SCHEME = "s3://";

  private Manifests() {}

  /** The items of the files that a manifest names. */
  static ItemStream open(Store store, ReadRequest asked, ReaderConfig.Manifest kind)
      throws IOException {
    String key = String.valueOf(asked.key());
    StoredObject manifest = store.open(asked.bucket(), key, asked.version());
    try {
      return switch (kind) {
        case S3_INVENTORY -> inventory(store, asked, manifest);
        case ATHENA_DATA -> athena(store, asked, manifest);
      };
    } catch (CorruptFileException e) {
      throw new IOException("S3://" + asked.bucket() + "/" + key + ", " + e.getMessage(), e);
    }
  }

  private static ItemStream inventory(Store store, ReadRequest asked, StoredObject manifest)
      throws IOException {
    JsonNode text = json(manifest);
    String format = text.path("fileFormat").asText();
    if (!format.equals("CSV")) {
      throw new CorruptFileException(
          "Expected an inventory with fileFormat CSV but found '" + format + "'");
    }
    List<String> columns =
        Arrays.stream(text.path("fileSchema").asText().split(",", -1)).map(String::trim).toList();
    String destination = text.path("destinationBucket").asText();
    int name = destination.indexOf(BUCKET_ARN);
    String bucket = name < 0 ? destination : destination.substring(name + BUCKET_ARN.length());
    List<Sources.File> files = new ArrayList<>();
    for (JsonNode file : text.path("files")) {
      files.add(file(bucket, file.path("key").asText(), files.size()));
    }
    return new FileItems(
        store,
        new Sources.Named(files, asked.cursor()),
        ReaderConfig.ofInventory(columns),
        asked.cursor());
  }

  private static JsonNode json(StoredObject manifest) throws IOException {
    try (InputStream in = FileFormats.unpacked(manifest)) {
      return JsonText.MAPPER.readTree(in);
    } catch (JsonProcessingException e) {
      throw JsonText.corrupt(e);
    }
  }

  private static ItemStream athena(Store store, ReadRequest asked, StoredObject manifest)
      throws IOException {
    List<Sources.File> files = new ArrayList<>();
    try (Rows rows = new CsvRows(FileFormats.unpacked(manifest), List.of("file"), ',')) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        files.add(file(row.value().path("file").asText(), files.size()));
      }
    }
    return new FileItems(
        store, new Sources.Named(files, asked.cursor()), asked.config(), asked.cursor());
  }

  private static Sources.File file(String url, int index) throws CorruptFileException {
    int slash = url.indexOf('/', SCHEME.length());
    if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || slash < 0) {
      throw new CorruptFileException(
          index + 1L, "Expected the place of a file, s3://bucket/key, but found '" + url + "'");
    }
    return file(url.substring(SCHEME.length(), slash), url.substring(slash + 1), index);
  }

  private static Sources.File file(String bucket, String key, int index) {
    return new Sources.File(bucket, key, null, Integer.toString(index + 1));
  }
}
