package io.passo.integration.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageReaderTest {
  private static final String JSON_LINES = "{'InputType':'JSONL'}";

  private final MemoryStore store = new MemoryStore();
  private PageReader reader = new PageReader();
  private final List<String> sources = new ArrayList<>();

  private static String lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
  }

  private static JsonNode json(String text) throws IOException {
    return JsonText.MAPPER.readTree(text.replace('\'', '"'));
  }

  private static ObjectNode asked(String parameters, String config, int most) throws IOException {
    ObjectNode asked = JsonText.MAPPER.createObjectNode();
    asked.put("MapRunArn", "arn:mapRun:1");
    asked.set("Parameters", json(parameters));
    asked.set("ReaderConfig", json(config));
    asked.put("MaxItems", most);
    return asked;
  }

  /** All items, page by page; {@code dies} says whether the reader is another one each time. */
  private List<String> readAll(boolean isList, ObjectNode asked, boolean dies) throws IOException {
    List<String> items = new ArrayList<>();
    JsonNode next;
    do {
      asked.put("First", items.size());
      JsonNode page = JsonText.MAPPER.readTree(reader.read(store, ReadRequest.of(isList, asked)));
      for (JsonNode part : page.get("Pages")) {
        sources.add(part.get("Source").asText());
        for (int i = 0; i < part.get("Items").size(); i++) {
          String key = part.has("Keys") ? part.get("Keys").get(i).asText() + "=" : "";
          items.add(key + part.get("Items").get(i));
        }
      }
      next = page.get("Next");
      if (next != null) {
        asked.set("Cursor", next);
      }
      if (dies) {
        reader = new PageReader();
      }
    } while (next != null);
    return items;
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  @Test
  void shouldReadPageAfterPageFromWhereItStands() throws IOException {
    // given
    store.with("f.jsonl", lines(0, 3_500));

    // when
    List<String> items =
        readAll(false, asked("{'Bucket':'b','Key':'f.jsonl'}", JSON_LINES, 100_000_000), false);

    // then
    assertThat(items).isEqualTo(numbers(3_500));
    assertThat(sources).hasSize(4).containsOnly("S3://b/f.jsonl");
    assertThat(store.calls).isEqualTo(1);
  }

  @Test
  void shouldNeitherSkipNorRepeatItemsWhenReadersDie() throws IOException {
    // given
    store.with("f.jsonl", lines(0, 3_500));

    // when
    List<String> items =
        readAll(false, asked("{'Bucket':'b','Key':'f.jsonl'}", JSON_LINES, 100_000_000), true);

    // then
    assertThat(items).isEqualTo(numbers(3_500));
  }

  @Test
  void shouldGiveTheSamePageAgain() throws IOException {
    // given
    store.with("f.jsonl", lines(0, 2_500));
    ObjectNode asked = asked("{'Bucket':'b','Key':'f.jsonl'}", JSON_LINES, 100_000_000);
    asked.put("First", 0);
    byte[] first = reader.read(store, ReadRequest.of(false, asked));

    // when
    byte[] again = reader.read(store, ReadRequest.of(false, asked));

    // then
    assertThat(again).isEqualTo(first);
  }

  @Test
  void shouldStopAtTheMostItems() throws IOException {
    // given
    store.with("f.jsonl", lines(0, 3_500));

    // when
    List<String> items =
        readAll(false, asked("{'Bucket':'b','Key':'f.jsonl'}", JSON_LINES, 1_700), false);

    // then
    assertThat(items).isEqualTo(numbers(1_700));
  }

  @Test
  void shouldKeepPagesSmallerThanAResultMayBe() throws IOException {
    // given
    String large = "\"" + "x".repeat(90_000) + "\"";
    store.with("f.jsonl", String.join("\n", List.of(large, large, large, "1")));
    ObjectNode asked = asked("{'Bucket':'b','Key':'f.jsonl'}", JSON_LINES, 100);
    asked.put("First", 0);

    // when
    byte[] page = reader.read(store, ReadRequest.of(false, asked));

    // then
    assertThat(page.length).isLessThan(262_144);
    assertThat(readAll(false, asked, false)).hasSize(4);
  }

  @Test
  void shouldSayWhichItemIsTooLarge() throws IOException {
    // given
    store.with("f.jsonl", "1\n\"" + "x".repeat(270_000) + "\"");

    // then
    assertThatThrownBy(
            () -> readAll(false, asked("{'Bucket':'b','Key':'f.jsonl'}", JSON_LINES, 100), false))
        .hasMessageStartingWith("S3://b/f.jsonl, item 1: Expected items of at most");
  }

  @ParameterizedTest
  @CsvSource({"1000000,2000000,true", "8000001,50000000,false"})
  void shouldReadLargeItemsIfPagesMayBeLarge(int bytes, int most, boolean isRead)
      throws IOException {
    // given
    store.with("f.jsonl", "1\n\"" + "x".repeat(bytes) + "\"\n2");
    reader = new PageReader(most);

    // when
    ThrowingCallable reads =
        () -> readAll(false, asked("{'Bucket':'b','Key':'f.jsonl'}", JSON_LINES, 100), false);

    // then
    if (isRead) {
      assertThatCode(reads).doesNotThrowAnyException();
      assertThat(sources).hasSize(3);
    } else {
      assertThatThrownBy(reads)
          .hasMessageStartingWith(
              "S3://b/f.jsonl, item 1: Expected items of at most 8000000 bytes");
    }
  }

  @Test
  void shouldListObjects() throws IOException {
    // given
    for (int i = 0; i < 2_100; i++) {
      store.with("in/%05d".formatted(i), "x");
    }
    store.with("other", "x");

    // when
    List<String> items = readAll(true, asked("{'Bucket':'b','Prefix':'in/'}", "{}", 10_000), true);

    // then
    assertThat(items).hasSize(2_100).doesNotHaveDuplicates();
    assertThat(items.getLast()).isEqualTo("{\"Key\":\"in/02099\",\"Size\":1}");
    assertThat(sources).containsOnly("S3://b");
  }

  @Test
  void shouldReadTheContentsOfListedObjects() throws IOException {
    // given
    String config = "{'InputType':'JSONL','Transformation':'LOAD_AND_FLATTEN'}";
    store
        .with("in/", "")
        .with("in/a", lines(0, 1_500))
        .with("in/b", "")
        .with("in/c", lines(1_500, 1_502));

    // when
    List<String> items =
        readAll(true, asked("{'Bucket':'b','Prefix':'in/'}", config, 10_000), true);

    // then
    assertThat(items).isEqualTo(numbers(1_502));
    assertThat(sources).containsExactly("S3://b/in/a", "S3://b/in/a", "S3://b/in/c");
  }

  @Test
  void shouldReadMembersOfAnObjectWithTheirNames() throws IOException {
    // given
    store.with("f.json", "{\"k\":1,\"l\":2}");

    // when
    List<String> items =
        readAll(false, asked("{'Bucket':'b','Key':'f.json'}", "{'InputType':'JSON'}", 10), false);

    // then
    assertThat(items).containsExactly("k=1", "l=2");
  }

  @Test
  void shouldReadAnInventory() throws IOException {
    // given
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("\"src\",\"k1\",\"3\"\n\"src\",\"k2\",\"4\"\n".getBytes(StandardCharsets.UTF_8));
    }
    store
        .with("part.csv.gz", packed.toByteArray())
        .with(
            "manifest.json",
            "{\"destinationBucket\":\"arn:aws:s3:::b\",\"fileFormat\":\"CSV\",\"fileSchema\":"
                + "\"Bucket, Key, Size\",\"files\":[{\"key\":\"part.csv.gz\"}]}");

    // when
    List<String> items =
        readAll(
            false,
            asked("{'Bucket':'b','Key':'manifest.json'}", "{'InputType':'MANIFEST'}", 10),
            true);

    // then
    assertThat(items)
        .containsExactly(
            "{\"Bucket\":\"src\",\"Key\":\"k1\",\"Size\":\"3\"}",
            "{\"Bucket\":\"src\",\"Key\":\"k2\",\"Size\":\"4\"}");
  }

  @Test
  void shouldReadTheFilesOfAnAthenaManifest() throws IOException {
    // given
    store
        .with("r-manifest.csv", "s3://b/one\ns3://b/two\n")
        .with("one", lines(0, 1_001))
        .with("two", lines(1_001, 1_003));

    // when
    List<String> items =
        readAll(
            false,
            asked(
                "{'Bucket':'b','Key':'r-manifest.csv'}",
                "{'InputType':'JSONL','ManifestType':'ATHENA_DATA'}",
                10_000),
            true);

    // then
    assertThat(items).isEqualTo(numbers(1_003));
  }

  @Test
  void shouldNameTheFilesOfAManifestBeforeItReadsThem() throws IOException {
    // given
    store.with(
        "r-manifest.csv",
        IntStream.range(0, 20).mapToObj(i -> "s3://b/f" + i).collect(Collectors.joining("\n")));
    IntStream.range(0, 20).forEach(i -> store.with("f" + i, lines(i, i + 1)));
    ObjectNode asked =
        asked(
            "{'Bucket':'b','Key':'r-manifest.csv'}",
            "{'InputType':'JSONL','ManifestType':'ATHENA_DATA'}",
            10_000);

    // when
    JsonNode first = JsonText.MAPPER.readTree(reader.read(store, ReadRequest.of(false, asked)));
    int calls = store.calls;
    asked.set("Cursor", first.get("Next"));
    JsonNode second = JsonText.MAPPER.readTree(reader.read(store, ReadRequest.of(false, asked)));

    // then
    assertThat(first.get("Pages")).isEmpty();
    assertThat(calls).isEqualTo(1);
    assertThat(first.at("/Next/Files")).hasSize(8);
    assertThat(first.at("/Next/Files/7")).isEqualTo(json("{'Bucket':'b','Key':'f7'}"));
    assertThat(second.get("Pages")).hasSize(8);
    assertThat(second.at("/Next/Files/0/Key").asText()).isEqualTo("f8");
    asked.remove("Cursor");
    assertThat(readAll(false, asked, true)).isEqualTo(numbers(20));
  }

  @Test
  void shouldSayWhatIsWrongWithAManifest() {
    // given
    store.with("r-manifest.csv", "not-a-place\n");

    // then
    assertThatThrownBy(
            () ->
                readAll(
                    false,
                    asked(
                        "{'Bucket':'b','Key':'r-manifest.csv'}",
                        "{'InputType':'JSONL','ManifestType':'ATHENA_DATA'}",
                        10),
                    false))
        .hasMessage(
            "S3://b/r-manifest.csv, line 1: Expected the place of a file, s3://bucket/key, but"
                + " found 'not-a-place'");
  }

  @Test
  void shouldNotGoOnWithAnotherObjectOfTheSameName() throws IOException {
    // given
    store.with("f.jsonl", lines(0, 1_500));
    ObjectNode asked = asked("{'Bucket':'b','Key':'f.jsonl'}", JSON_LINES, 10_000);
    asked.put("First", 0);
    JsonNode page = JsonText.MAPPER.readTree(reader.read(store, ReadRequest.of(false, asked)));
    asked.set("Cursor", page.get("Next"));
    asked.put("First", 1_000);
    reader = new PageReader();

    // when
    store.with("f.jsonl", lines(1, 1_501));

    // then
    assertThatThrownBy(() -> reader.read(store, ReadRequest.of(false, asked)))
        .hasMessage("S3://b/f.jsonl has changed while it was read");
  }

  @Test
  void shouldNameTheFileAndTheLineOfWhatIsBroken() {
    // given
    store.with("f.jsonl", "1\n2\n{");

    // then
    assertThatThrownBy(
            () -> readAll(false, asked("{'Bucket':'b','Key':'f.jsonl'}", JSON_LINES, 10), false))
        .hasMessageStartingWith("S3://b/f.jsonl, line 3: ");
  }
}
