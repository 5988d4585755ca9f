package io.passo.integration.items;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of delimited text: objects of texts. Short rows are filled up, extra fields dropped. */
final class CsvRows implements Rows {
  private final CsvReader<CsvRecord> reader;
  private final char delimiter;
  private @Nullable List<String> headers;
  private @Nullable CloseableIterator<CsvRecord> records;
  private long line = 1;

  /**
   * @param headers names of the columns; null = the first row has them
   */
  CsvRows(InputStream in, @Nullable List<String> headers, char delimiter)
      throws CorruptFileException {
    this.headers = headers;
    this.delimiter = delimiter;
    InputStreamReader text =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    this.reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .skipEmptyLines(true)
            .ofCsvRecord(new CsvEscapes(text, delimiter));
    if (headers != null) {
      check(headers);
    }
  }

  @Override
  public @Nullable Row next() throws IOException {
    CsvRecord found = read();
    if (found != null && headers == null) {
      List<String> first = found.getFields().stream().map(this::restored).toList();
      check(first);
      headers = first;
      found = read();
    }
    return found == null || headers == null ? null : new Row(row(headers, found));
  }

  private @Nullable CsvRecord read() throws IOException {
    try {
      if (records == null) {
        records = reader.iterator();
      }
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord found = records.next();
      line = found.getStartingLineNumber();
      return found;
    } catch (CsvParseException e) {
      throw new CorruptFileException(line, reason(e));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new CorruptFileException(line, "Expected text in UTF-8 but found other bytes");
      }
      throw e.getCause();
    }
  }

  private static String reason(CsvParseException failure) {
    return failure.getCause() == null
        ? String.valueOf(failure.getMessage())
        : String.valueOf(failure.getCause().getMessage());
  }

  private static void check(List<String> headers) throws CorruptFileException {
    if (new HashSet<>(headers).size() < headers.size()) {
      throw new CorruptFileException("CSV headers cannot contain duplicates.");
    }
  }

  private ObjectNode row(List<String> names, CsvRecord found) {
    ObjectNode row = JsonText.MAPPER.createObjectNode();
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), i < found.getFieldCount() ? restored(found.getField(i)) : "");
    }
    return row;
  }

  private String restored(String field) {
    return CsvEscapes.restore(field, delimiter);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
