package io.passo.asl.history;

import static io.passo.asl.history.RandomHistory.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.passo.asl.data.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCodecTest {
  private final HistoryCodec codec = new HistoryCodec();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100})
  void shouldReadWhatItWrote(int count) {
    for (long seed = 0; seed < 200; seed++) {
      // given
      List<HistoryEvent> events = new RandomHistory(seed).events(count);

      // when
      List<HistoryEvent> read = codec.decode(codec.encode(events));

      // then
      assertThat(read).as("seed %d", seed).isEqualTo(events);
      assertThat(read.toString()).isEqualTo(events.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void shouldReadEveryTypeItWrote(EventType type) {
    // given
    HistoryEvent event = new RandomHistory(type.code()).event(3, type);

    // when
    List<HistoryEvent> read = codec.decode(codec.encode(List.of(event)));

    // then
    assertThat(read).containsExactly(event);
  }

  @Test
  void shouldKeepThePayloadVerbatim() {
    // given
    String text = "{ \"b\" : 1.10,\t\"a\":\"\\u00e9\\/\" }";

    // when
    List<HistoryEvent> read = codec.decode(codec.encode(List.of(entered(2, json(text)))));

    // then
    Details.StateEntered details = (Details.StateEntered) read.getFirst().details();
    assertThat(details.input().utf8()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldStoreEachDistinctPayloadOnce() {
    // given
    String text = "{\"k\":\"" + "x".repeat(10_000) + "\"}";
    Json same = json(text);
    List<HistoryEvent> events =
        List.of(entered(2, same), entered(3, same), entered(4, json(text)), entered(5, json("1")));

    // when
    byte[] chunk = codec.encode(events);

    // then
    assertThat(chunk.length).isBetween(10_000, 10_200);
    List<HistoryEvent> read = codec.decode(chunk);
    assertThat(read).isEqualTo(events);
    assertThat(input(read.get(2))).isSameAs(input(read.get(0)));
  }

  @Test
  void shouldStayReadable() throws IOException {
    // given: what version 1 wrote once
    byte[] golden;
    try (InputStream in = HistoryCodecTest.class.getResourceAsStream("/golden/history-v1.hex")) {
      golden =
          HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }

    // when
    List<HistoryEvent> read = codec.decode(golden);

    // then
    assertThat(read).isEqualTo(Samples.execution());
  }

  @Test
  void shouldSkipWhatLaterVersionsAdd() throws IOException {
    // given
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator cbor = new CBORFactory().createGenerator(out)) {
      cbor.writeStartArray();
      cbor.writeNumber(1);
      cbor.writeNumber(5);
      cbor.writeNumber(1000);
      cbor.writeStartArray();
      cbor.writeBinary(new byte[] {'1'});
      cbor.writeEndArray();
      cbor.writeStartArray();
      cbor.writeString("later");
      cbor.writeEndArray();
      cbor.writeEndArray();
      cbor.writeStartArray();
      cbor.writeStartObject();
      cbor.writeNumberField("t", 7);
      cbor.writeObjectFieldStart("later");
      cbor.writeStringField("x", "y");
      cbor.writeEndObject();
      cbor.writeStringField("n", "A");
      cbor.writeNumberField("x", 0);
      cbor.writeEndObject();
      cbor.writeEndArray();
    }

    // when
    List<HistoryEvent> read = codec.decode(out.toByteArray());

    // then
    assertThat(read)
        .containsExactly(
            new HistoryEvent(
                5,
                4,
                Instant.ofEpochMilli(1000),
                new Details.StateEntered(EventType.PASS_STATE_ENTERED, "A", json("1"))));
  }

  @Test
  void shouldRefuseAnotherVersion() {
    // given
    byte[] chunk = codec.encode(Samples.execution());
    chunk[1] = 2;

    // then
    assertThatThrownBy(() -> codec.decode(chunk))
        .isInstanceOf(InvalidHistoryException.class)
        .hasMessage("Expected history format 1 but found 2");
  }

  @Test
  void shouldRefuseGapsWhenEncoding() {
    // given
    List<HistoryEvent> events = List.of(entered(2, Json.NULL), entered(4, Json.NULL));

    // then
    assertThatThrownBy(() -> codec.encode(events)).hasMessage("Expected event 3 but found 4");
  }

  @Test
  void shouldRefuseDamagedBytesWithItsOwnException() {
    // given
    byte[] chunk = codec.encode(new RandomHistory(3).events(20));
    Random random = new Random(1);

    for (int i = 0; i < 5_000; i++) {
      // when
      byte[] damaged =
          Arrays.copyOf(chunk, i % 2 == 0 ? chunk.length : random.nextInt(chunk.length));
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }

      // then
      try {
        assertThat(codec.decode(damaged)).isNotNull();
      } catch (InvalidHistoryException e) {
        assertThat(e).hasMessageStartingWith("Expected ");
      }
    }
  }

  private static HistoryEvent entered(long id, Json input) {
    return new HistoryEvent(
        id,
        id - 1,
        Instant.ofEpochMilli(5),
        new Details.StateEntered(EventType.PASS_STATE_ENTERED, "A", input));
  }

  private static Json input(HistoryEvent event) {
    return ((Details.StateEntered) event.details()).input();
  }
}
