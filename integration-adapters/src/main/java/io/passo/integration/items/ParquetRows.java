package io.passo.integration.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.FieldAccessor;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a Parquet file as objects. Times and dates are ISO 8601 text, binary values Base64; a
 * number that JSON has not is text.
 */
final class ParquetRows implements Rows {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final InputFile file;
  private @Nullable ParquetFileReader reader;
  private @Nullable RowReader rows;
  private long row;

  ParquetRows(InputFile file) {
    this.file = file;
  }

  @Override
  public @Nullable Row next() throws IOException {
    try {
      if (reader == null) {
        reader = ParquetFileReader.open(file);
      }
      if (rows == null) {
        rows = reader.rowReader();
      }
      if (!rows.hasNext()) {
        return null;
      }
      rows.next();
      row++;
      return new Row(object(rows));
    } catch (IOException e) {
      throw row == 0 && !(e instanceof CorruptFileException) && e.getCause() == null
          ? new CorruptFileException("Expected a Parquet file: " + e.getMessage())
          : e;
    } catch (RuntimeException e) {
      throw new CorruptFileException("row " + (row + 1) + ": " + e);
    }
  }

  private static ObjectNode object(FieldAccessor of) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < of.getFieldCount(); i++) {
      String name = of.getFieldName(i);
      object.set(name, of.isNull(name) ? NullNode.instance : node(of.getValue(name)));
    }
    return object;
  }

  private static JsonNode node(@Nullable Object value) {
    return switch (value) {
      case null -> NullNode.instance;
      case PqStruct struct -> object(struct);
      case PqList list -> array(list);
      case PqMap map -> map(map);
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Float number ->
          Float.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
      case Double number ->
          Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
      case BigDecimal number -> NODES.numberNode(number);
      case byte[] bytes -> NODES.textNode(Base64.getEncoder().encodeToString(bytes));
      default -> NODES.textNode(value.toString());
    };
  }

  private static ArrayNode array(PqList list) {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < list.size(); i++) {
      array.add(list.isNull(i) ? NullNode.instance : node(list.get(i)));
    }
    return array;
  }

  private static ObjectNode map(PqMap map) {
    ObjectNode object = NODES.objectNode();
    for (PqMap.Entry entry : map.getEntries()) {
      object.set(
          String.valueOf(entry.getKey()),
          entry.isValueNull() ? NullNode.instance : node(entry.getValue()));
    }
    return object;
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
    }
    if (reader != null) {
      reader.close();
    }
    file.close();
  }
}
