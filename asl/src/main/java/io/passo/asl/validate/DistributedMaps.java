package io.passo.asl.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Json;
import io.passo.asl.model.MapState;
import io.passo.asl.model.Pointer;
import io.passo.asl.model.State;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code ItemReader}, {@code ItemBatcher} and {@code ResultWriter} (asl.md §6.8). */
final class DistributedMaps extends EachState {
  private static final Set<String> READERS =
      Set.of("arn:aws:states:::s3:getObject", "arn:aws:states:::s3:listObjectsV2");
  private static final String WRITER = "arn:aws:states:::s3:putObject";
  private static final List<String> INPUT_TYPES =
      List.of("CSV", "JSON", "JSONL", "PARQUET", "MANIFEST");
  private static final List<String> HEADER_LOCATIONS = List.of("FIRST_ROW", "GIVEN");
  private static final List<String> DELIMITERS =
      List.of("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
  private static final List<String> MANIFEST_TYPES = List.of("S3_INVENTORY", "ATHENA_DATA");
  private static final List<String> TRANSFORMATIONS = List.of("NONE", "LOAD_AND_FLATTEN");

  @Override
  void check(State state, StateMachineType type, Consumer<Diagnostic> report) {
    if (state instanceof MapState map && map.distributed() != null) {
      new Checked(map.pointer(), report).check(map.distributed());
    }
  }

  private record Checked(Pointer map, Consumer<Diagnostic> report) {
    void check(MapState.Distribution fields) {
      reader(node(fields.itemReader()), map.field("ItemReader"));
      batcher(node(fields.itemBatcher()), map.field("ItemBatcher"));
      writer(node(fields.resultWriter()), map.field("ResultWriter"));
    }

    private static @Nullable JsonNode node(@Nullable Json json) {
      return json == null ? null : json.node();
    }

    private void reader(@Nullable JsonNode reader, Pointer at) {
      if (reader == null) {
        return;
      }
      JsonNode resource = reader.path("Resource");
      if (resource.isMissingNode()) {
        error("These fields are required: [Resource]", at);
      } else if (!READERS.contains(resource.asText())) {
        error("Value is not a valid resource ARN", at.field("Resource"));
      }
      if (reader.has("ReaderConfig")) {
        config(reader.get("ReaderConfig"), at.field("ReaderConfig"));
      }
    }

    private void config(JsonNode config, Pointer at) {
      JsonNode type = config.path("InputType");
      boolean known = type.isMissingNode() || INPUT_TYPES.contains(type.asText());
      if (!known) {
        error("Value should be one of the following: " + INPUT_TYPES, at.field("InputType"));
      }
      word(config, "CSVHeaderLocation", HEADER_LOCATIONS, at);
      word(config, "CSVDelimiter", DELIMITERS, at);
      word(config, "ManifestType", MANIFEST_TYPES, at);
      word(config, "Transformation", TRANSFORMATIONS, at);
      JsonNode header = config.path("CSVHeaderLocation");
      if (type.asText().equals("CSV") && header.isMissingNode() && !config.has("ManifestType")) {
        error("These fields are required: [CSVHeaderLocation]", at);
      }
      if (header.asText().equals("GIVEN") && !config.path("CSVHeaders").isArray()) {
        error("These fields are required: [CSVHeaders]", at);
      }
    }

    private void word(JsonNode config, String field, List<String> words, Pointer at) {
      if (config.has(field) && !words.contains(config.get(field).asText())) {
        error("Value should be one of the following: " + words, at.field(field));
      }
    }

    private void batcher(@Nullable JsonNode batcher, Pointer at) {
      if (batcher == null) {
        return;
      }
      boolean limited = has(batcher, "MaxItemsPerBatch") || has(batcher, "MaxInputBytesPerBatch");
      if (!limited) {
        error(
            "This object should have at least one of the following fields: [MaxItemsPerBatch,"
                + " MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath]",
            at);
      }
    }

    private static boolean has(JsonNode object, String name) {
      return object.has(name) || object.has(name + "Path");
    }

    private void writer(@Nullable JsonNode writer, Pointer at) {
      if (writer == null) {
        return;
      }
      if (!writer.has("Resource") && !writer.has("WriterConfig")) {
        error(
            "This object should have at least one of the following fields: [Resource,"
                + " WriterConfig]",
            at);
      } else if (writer.has("Resource") && !writer.get("Resource").asText().equals(WRITER)) {
        error("Value is not a valid resource ARN", at.field("Resource"));
      }
    }

    private void error(String message, Pointer at) {
      report.accept(Diagnostic.error(DiagnosticCode.SCHEMA_VALIDATION_FAILED, message, at));
    }
  }
}
