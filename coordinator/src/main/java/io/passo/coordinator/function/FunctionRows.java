package io.passo.coordinator.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.coordinator.function.StoredFunction.Code;
import io.passo.coordinator.function.StoredFunction.Settings;
import io.passo.coordinator.security.directory.SecretBox;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** Functions as rows, with their settings encrypted. */
final class FunctionRows {
  static final String COLUMNS =
      "account, name, settings, code_sha256, code_size, revision, modified_at";

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final SecretBox box;

  /**
   * @param box encrypts settings: their environment may hold secrets
   */
  FunctionRows(SecretBox box) {
    this.box = box;
  }

  /** Values of {@code account, name, pool} and the rest of {@link #COLUMNS}. */
  Tuple row(StoredFunction function) {
    return Tuple.tuple()
        .addString(function.account())
        .addString(function.name())
        .addString(function.settings().pool())
        .addString(sealed(function))
        .addString(function.code().sha256())
        .addLong(function.code().size())
        .addUUID(function.revision())
        .addOffsetDateTime(function.modifiedAt().atOffset(ZoneOffset.UTC));
  }

  List<StoredFunction> functions(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(this::function).toList();
  }

  /** Rows that have a column {@code version} besides. */
  List<FunctionVersion> versions(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new FunctionVersion(function(row), row.getInteger("version")))
        .toList();
  }

  private StoredFunction function(Row row) {
    String account = row.getString("account");
    String name = row.getString("name");
    return new StoredFunction(
        account,
        name,
        opened(row.getString("settings"), account, name),
        new Code(row.getString("code_sha256"), row.getLong("code_size")),
        row.getUUID("revision"),
        row.getOffsetDateTime("modified_at").toInstant());
  }

  private String sealed(StoredFunction function) {
    try {
      return box.close(
          JSON.writeValueAsString(function.settings()), function.account() + "/" + function.name());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of texts are JSON", e);
    }
  }

  private Settings opened(String sealed, String account, String name) {
    try {
      return JSON.readValue(box.open(sealed, account + "/" + name), Settings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected settings of a function as JSON", e);
    }
  }
}
