package io.passo.asl.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
  static Stream<String> names() {
    return FrameSamples.all().keySet().stream();
  }

  private static Frame sample(String name) {
    return FrameSamples.all().get(name);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream file =
        FrameCodecTest.class.getResourceAsStream("/golden/frame/v1/" + name + ".hex")) {
      assertThat(file).as("golden file of %s", name).isNotNull();
      return HexFormat.of()
          .parseHex(new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldReadWhatVersionOneWrote(String name) throws IOException {
    // when
    Frame frame = FrameCodec.decode(golden(name));

    // then
    assertThat(frame).isEqualTo(sample(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldWriteTheSameBytesAsBefore(String name) throws IOException {
    // when
    byte[] bytes = FrameCodec.encode(sample(name));

    // then
    assertThat(bytes).isEqualTo(golden(name));
  }

  @Test
  void shouldKeepPayloadsVerbatim() {
    // given
    FlowFrame frame = (FlowFrame) sample("flow-wait");

    // when
    FlowFrame decoded = (FlowFrame) FrameCodec.decode(FrameCodec.encode(frame));

    // then
    assertThat(decoded.flow().input().text()).isEqualTo(frame.flow().input().text());
  }

  @Test
  void shouldHaveASampleOfEachKind() {
    // given
    Set<Class<?>> kinds =
        FrameSamples.all().values().stream().map(Frame::getClass).collect(Collectors.toSet());
    Set<Class<?>> waits =
        FrameSamples.all().values().stream()
            .filter(FlowFrame.class::isInstance)
            .map(frame -> ((FlowFrame) frame).waiting().getClass())
            .collect(Collectors.toSet());

    // then
    assertThat(kinds).containsExactlyInAnyOrder(Frame.class.getPermittedSubclasses());
    assertThat(waits).containsExactlyInAnyOrder(Waiting.class.getPermittedSubclasses());
  }

  @Test
  void shouldSkipFieldsOfALaterRelease() throws IOException {
    // given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(FrameCodec.VERSION);
    try (JsonGenerator cbor = new CBORFactory().createGenerator(bytes)) {
      cbor.writeStartObject();
      cbor.writeStringField("t", "c");
      cbor.writeObjectFieldStart("new");
      cbor.writeStringField("n", "not this");
      cbor.writeEndObject();
      cbor.writeNumberField("n", 3);
      cbor.writeBooleanField("flag", true);
      cbor.writeEndObject();
    }

    // when
    Frame frame = FrameCodec.decode(bytes.toByteArray());

    // then
    assertThat(frame).isEqualTo(new CountersFrame(3));
  }

  @Test
  void shouldRefuseAnotherVersion() {
    // given
    byte[] bytes = FrameCodec.encode(new CountersFrame(3));
    bytes[0] = 2;

    // then
    assertThatThrownBy(() -> FrameCodec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected a frame of version 1 but found version 2");
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldRefuseBrokenBytesWithOneKindOfError(String name) {
    // given
    byte[] bytes = FrameCodec.encode(sample(name));
    Random random = new Random(name.hashCode());

    for (int i = 0; i < 500; i++) {
      byte[] broken = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
      broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      try {
        // when
        FrameCodec.decode(broken);
      } catch (IllegalArgumentException e) {
        // then
        assertThat(e).hasMessageStartingWith("Expected");
      }
    }
  }
}
