package io.passo.integration.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileFormatsTest {
  private static final String FIRST_ROW = "{'InputType':'CSV','CSVHeaderLocation':'FIRST_ROW'}";

  private static List<String> read(String key, byte[] bytes, String config) throws IOException {
    JsonNode read = JsonText.MAPPER.readTree(config.replace('\'', '"'));
    StoredObject file = new MemoryStore().with(key, bytes).open("b", key, null);
    List<String> items = new ArrayList<>();
    try (Rows rows = FileFormats.rows(file, ReaderConfig.of(read))) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        items.add((row.key() == null ? "" : row.key() + "=") + row.value());
      }
    }
    return items;
  }

  private static byte[] bytes(String text) {
    return text.replace("~", "\n").replace("^", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "plain # a,b~1,2~3,4 # {\"a\":\"1\",\"b\":\"2\"} {\"a\":\"3\",\"b\":\"4\"}",
        "ends of lines of Windows # a,b^1,2^ # {\"a\":\"1\",\"b\":\"2\"}",
        "byte order mark # \uFEFFa~1 # {\"a\":\"1\"}",
        "byte order mark and quotes # \uFEFF\"a\"~1 # {\"a\":\"1\"}",
        "empty file # `` # ``",
        "header alone # a,b~ # ``",
        "empty lines # a~~1~~ # {\"a\":\"1\"}",
        "short row # a,b,c~1 # {\"a\":\"1\",\"b\":\"\",\"c\":\"\"}",
        "long row # a~1,2,3 # {\"a\":\"1\"}",
        "delimiter in quotes # a,b~\"1,2\",3 # {\"a\":\"1,2\",\"b\":\"3\"}",
        "line in quotes # a,b~\"1~2\",3 # {\"a\":\"1\\n2\",\"b\":\"3\"}",
        "doubled quote # a~\"say \"\"hi\"\"\" # {\"a\":\"say \\\"hi\\\"\"}",
        "escaped quote # a~\"say \\\"hi\\\"\" # {\"a\":\"say \\\"hi\\\"\"}",
        "escaped delimiter # a,b~1\\,2,3 # {\"a\":\"1,2\",\"b\":\"3\"}",
        "escaped backslash # a~1\\\\2 # {\"a\":\"1\\\\2\"}",
        "backslash before another character # a~1\\n2 # {\"a\":\"1n2\"}",
        "spaces stay # a,b~ 1 ,2 # {\"a\":\" 1 \",\"b\":\"2\"}",
        "quotes in the middle # a~5\" # {\"a\":\"5\\\"\"}",
      })
  void shouldReadDelimitedText(String what, String text, String items) throws IOException {
    // when
    List<String> read = read("f.csv", bytes(text), FIRST_ROW);

    // then
    assertThat(String.join(" ", read)).as(what).isEqualTo(items);
  }

  @ParameterizedTest
  @CsvSource({"COMMA,','", "PIPE,|", "SEMICOLON,;", "SPACE,' '", "TAB,'\t'"})
  void shouldReadEachDelimiterUnderGivenHeaders(String name, String delimiter) throws IOException {
    // given
    String config =
        "{'InputType':'CSV','CSVHeaderLocation':'GIVEN','CSVHeaders':['x','y'],'CSVDelimiter':'"
            + name
            + "'}";

    // when
    List<String> read = read("f.csv", bytes("a" + delimiter + "b"), config);

    // then
    assertThat(read).containsExactly("{\"x\":\"a\",\"y\":\"b\"}");
  }

  @Test
  void shouldRefuseHeadersThatAreTheSame() {
    // then
    assertThatThrownBy(() -> read("f.csv", bytes("a,a~1,2"), FIRST_ROW))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage("CSV headers cannot contain duplicates.");
  }

  @Test
  void shouldSayInWhichLineTextIsNotUtf8() {
    // given
    byte[] text = bytes("a~1~2~");
    byte[] broken = Arrays.copyOf(text, text.length + 1);
    broken[text.length] = (byte) 0xFF;

    // then
    assertThatThrownBy(() -> read("f.csv", broken, FIRST_ROW))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("Expected text in UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "`` # [1,{\"a\":2},null] # 1 {\"a\":2} null",
        "`` # {\"k\":1,\"l\":[2]} # k=1 l=[2]",
        "`` # [] # ``",
        "/rows # {\"skip\":{\"rows\":[9]},\"rows\":[1,2]} # 1 2",
        "/a/1/b # {\"a\":[{\"b\":[0]},{\"c\":1,\"b\":[3,4]}]} # 3 4",
        "/a~1b # {\"a/b\":[5]} # 5",
        "`` # [12345678901234567890.5] # 12345678901234567890.5",
      })
  void shouldReadJson(String pointer, String text, String items) throws IOException {
    // when
    List<String> read =
        read(
            "f.json",
            text.getBytes(StandardCharsets.UTF_8),
            "{'InputType':'JSON','ItemsPointer':'" + pointer + "'}");

    // then
    assertThat(String.join(" ", read)).isEqualTo(items);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "`` # 1 # Attempting to map over non-iterable node.",
        "/x # {\"x\":\"text\"} # Attempting to map over non-iterable node.",
        "/nowhere # {\"x\":[]} # Expected ItemsPointer '/nowhere' to point into the document",
        "no-pointer # [] # Expected ItemsPointer to be a JSON pointer",
        "`` # [1,~2,~x] # line 3: Unrecognized token 'x'",
        "`` # [1, # line 1: Unexpected end",
      })
  void shouldSayWhereJsonIsWrong(String pointer, String text, String reason) {
    // then
    assertThatThrownBy(
            () ->
                read(
                    "f.json", bytes(text), "{'InputType':'JSON','ItemsPointer':'" + pointer + "'}"))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void shouldReadJsonLines() throws IOException {
    // when
    List<String> read =
        read("f.jsonl", bytes("\uFEFF{\"a\":1}^~[2]~  ~\"x\""), "{'InputType':'JSONL'}");

    // then
    assertThat(read).containsExactly("{\"a\":1}", "[2]", "\"x\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {"1~{\"a\":~3 # line 2: Unexpected", "1~2~3 4 # line 3: Trailing token"})
  void shouldSayInWhichLineJsonLinesAreWrong(String text, String reason) {
    // then
    assertThatThrownBy(() -> read("f.jsonl", bytes(text), "{'InputType':'JSONL'}"))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void shouldUnpackByName() throws IOException {
    // given
    byte[] text = bytes("a~1~");
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.writeBytes(gzip(text));
    twice.writeBytes(gzip(bytes("2~")));

    // then
    assertThat(read("f.csv.gz", twice.toByteArray(), FIRST_ROW))
        .containsExactly("{\"a\":\"1\"}", "{\"a\":\"2\"}");
    assertThat(read("f.csv.zst", Zstd.compress(text), FIRST_ROW)).containsExactly("{\"a\":\"1\"}");
  }

  @Test
  void shouldRefuseWhatIsPackedOtherwise() throws IOException {
    // given
    byte[] cut = Arrays.copyOf(gzip(bytes("a~1~")), 15);

    // then
    assertThatThrownBy(() -> read("f.csv.gz", bytes("a~1~"), FIRST_ROW))
        .hasMessageContaining("Not in GZIP format");
    assertThatThrownBy(() -> read("f.csv.gz", cut, FIRST_ROW)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("f.csv.zst", bytes("a~1~"), FIRST_ROW))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldRefuseWhatIsNoParquetFile() {
    // then
    assertThatThrownBy(() -> read("f.parquet", bytes("a~1~2~3~4~5~6"), "{'InputType':'PARQUET'}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Parquet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "gzip", "zstd"})
  void shouldReadParquet(String codec) throws IOException {
    // given
    byte[] file;
    try (InputStream in =
        FileFormatsTest.class.getResourceAsStream("/items/rows-" + codec + ".parquet")) {
      file = Objects.requireNonNull(in).readAllBytes();
    }

    // when
    List<String> read = read("rows.parquet", file, "{'InputType':'PARQUET'}");

    // then
    assertThat(read)
        .containsExactly(
            "{\"id\":1,\"name\":\"a\",\"price\":1.5,\"paid\":true,\"day\":\"2026-01-02\",\"sum\":12.34,"
                + "\"tags\":[\"x\",\"y\"],\"address\":{\"city\":\"B\",\"zip\":1}}",
            "{\"id\":2,\"name\":null,\"price\":2.0,\"paid\":false,\"day\":\"2026-01-02\",\"sum\":12.34,"
                + "\"tags\":[],\"address\":{\"city\":null,\"zip\":2}}",
            "{\"id\":3,\"name\":\"ü\",\"price\":\"NaN\",\"paid\":null,\"day\":\"2026-01-02\",\"sum\":12.34,"
                + "\"tags\":null,\"address\":null}");
  }
}
