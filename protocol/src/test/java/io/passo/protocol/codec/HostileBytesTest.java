package io.passo.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: a message or {@link MalformedMessageException}, nothing else. */
class HostileBytesTest {
  private static final int CHANGES_PER_MESSAGE = 1_000;

  static Stream<Map.Entry<String, Object>> messages() {
    return Messages.all().entrySet().stream();
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldRefuseEveryTruncation(Map.Entry<String, Object> message) {
    // given
    byte[] whole = Messages.encode(message.getValue());

    // when, then
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(MalformedMessageException.class)
          .as("%d of %d bytes", length, whole.length)
          .isThrownBy(() -> Messages.decodeLike(message.getValue(), part));
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldRefuseBytesAfterTheBody(Map.Entry<String, Object> message) {
    // given
    byte[] whole = Messages.encode(message.getValue());
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);

    // when, then
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> Messages.decodeLike(message.getValue(), longer));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void shouldSurviveAnyChange(Map.Entry<String, Object> message) {
    // given
    byte[] whole = Messages.encode(message.getValue());
    Random random = new Random(message.getKey().hashCode());

    // when, then
    for (int i = 0; i < CHANGES_PER_MESSAGE; i++) {
      decodesOrIsMalformed(message.getValue(), changed(whole, random));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldSurviveRandomBodies(long seed) {
    // given
    Random random = new Random(seed);
    List<Object> kinds = new ArrayList<>(Messages.all().values());

    // when, then
    for (int i = 0; i < CHANGES_PER_MESSAGE; i++) {
      Object like = kinds.get(random.nextInt(kinds.size()));
      byte[] body = new byte[random.nextInt(64)];
      random.nextBytes(body);
      byte[] header = Arrays.copyOf(Messages.encode(like), Envelope.HEADER + 16);
      decodesOrIsMalformed(like, joined(header, body));
      decodesOrIsMalformed(like, body);
    }
  }

  @Test
  void shouldNotBelieveALengthThatTheBytesDoNotHave() {
    // given a byte string that claims 2 GiB − 1
    byte[] header = Envelope.header(Kind.STEP_RESULT, false);
    byte[] body = {(byte) 0xbf, 0x61, 't', 0x5a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1};

    // when, then
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> StepResultCodec.decode(joined(header, body)));
  }

  @Test
  void shouldRefuseDeepNesting() {
    // given an unknown field that opens 100,000 arrays
    byte[] body = new byte[100_003];
    Arrays.fill(body, (byte) 0x9f);
    body[0] = (byte) 0xbf;
    body[1] = 0x61;
    body[2] = 'z';

    // when, then
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> ReplyCodec.decode(joined(Envelope.header(Kind.REPLY, false), body)));
  }

  @Test
  void shouldRefuseNothing() {
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> StepMessageCodec.decode(null));
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> ReplyCodec.decode(null));
  }

  @Test
  void shouldRefuseAnotherKind() {
    // given
    byte[] marker = Messages.encode(Messages.all().get("step-marker"));

    // when, then
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> JournalRecordCodec.decode(marker))
        .withMessage("Expected a message of kind JOURNAL_RECORD but found STEP_MARKER");
  }

  @Test
  void shouldNotRepeatTheBytesInItsMessage() {
    // given
    byte[] broken = Messages.encode(Messages.all().get("result-succeeded"));
    byte[] part = Arrays.copyOf(broken, broken.length - 3);

    // when, then
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> StepResultCodec.decode(part))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("ok"));
  }

  private static void decodesOrIsMalformed(Object like, byte[] bytes) {
    try {
      assertThat(Messages.decodeLike(like, bytes)).isNotNull();
    } catch (MalformedMessageException e) {
      assertThat(e).hasMessageStartingWith("Expected");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      fail("for " + Arrays.toString(bytes), e);
    }
  }

  private static byte[] changed(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
