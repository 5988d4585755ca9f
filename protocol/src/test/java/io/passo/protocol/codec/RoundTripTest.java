package io.passo.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.JournalRecord;
import io.passo.protocol.JournalRecord.Command;
import io.passo.protocol.JournalRecord.Commit;
import io.passo.protocol.JournalRecord.ExecutionChange;
import io.passo.protocol.JournalRecord.FrameValue;
import io.passo.protocol.JournalRecord.HistoryChunk;
import io.passo.protocol.JournalRecord.Inputs;
import io.passo.protocol.JournalRecord.StepPartition;
import io.passo.protocol.Payload;
import io.passo.protocol.Position;
import io.passo.protocol.StepCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated messages survive encoding; a failing seed is in the test's name. */
class RoundTripTest {

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldKeepEveryFieldOfACommit(long seed) throws Exception {
    // given
    Commit commit = new Generator(seed).commit();

    // when
    JournalRecord decoded = JournalRecordCodec.decode(JournalRecordCodec.encode(commit));

    // then
    assertThat(decoded)
        .usingRecursiveComparison()
        .withEqualsForType(java.util.Arrays::equals, byte[].class)
        .isEqualTo(commit);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldKeepEveryFieldOfACommand(long seed) throws Exception {
    // given
    StepCommand command = new Generator(seed).command();

    // when
    byte[] encoded = StepMessageCodec.encode(command, Messages.POOL);

    // then
    assertThat(StepMessageCodec.decode(encoded)).isEqualTo(command);
    assertThat(StepMessageCodec.isSignedBy(encoded, Messages.POOL)).isTrue();
  }

  /** Messages of all sizes, with and without their optional fields. */
  private static final class Generator {
    private static final long[] NUMBERS = {
      0,
      1,
      -1,
      23,
      24,
      255,
      256,
      65_535,
      65_536,
      Integer.MAX_VALUE,
      1L << 32,
      Long.MAX_VALUE,
      Long.MIN_VALUE
    };
    private final Random random;

    Generator(long seed) {
      random = new Random(seed);
    }

    Commit commit() {
      Map<StepPartition, Long> tails = new HashMap<>();
      list(() -> tails.put(new StepPartition(text(), small()), number()));
      return new Commit(
          number(),
          number(),
          number(),
          new Inputs(number(), small(), number(), small()),
          new Position(number(), small(), number(), number()),
          tails,
          list(this::change),
          list(() -> new Command(new StepPartition(text(), small()), command())),
          List.of(),
          List.of());
    }

    StepCommand command() {
      return new StepCommand(
          key(),
          text(),
          number(),
          text(),
          number(),
          small(),
          text(),
          text(),
          text(),
          text(),
          new Payload(bytes()),
          small(),
          maybe(this::small),
          maybe(this::small),
          number(),
          maybe(this::number),
          maybe(this::text),
          maybe(this::text),
          maybe(this::text),
          text(),
          maybe(this::text),
          small() % 2 == 0);
    }

    private ExecutionChange change() {
      return new ExecutionChange(
          key(),
          text(),
          list(() -> new FrameValue(text(), maybe(this::bytes))),
          maybe(() -> new HistoryChunk(number(), number(), bytes())),
          null,
          null);
    }

    private ExecutionKey key() {
      return new ExecutionKey("k" + number());
    }

    private long number() {
      return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
    }

    private int small() {
      return random.nextInt();
    }

    private String text() {
      int length = random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(40);
      return random
          .ints(length, 0, 0x2_0000)
          .filter(c -> c < 0xd800 || c > 0xdfff)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }

    private byte[] bytes() {
      byte[] bytes =
          new byte[random.nextInt(8) == 0 ? random.nextInt(300_000) : random.nextInt(100)];
      random.nextBytes(bytes);
      return bytes;
    }

    private <T> T maybe(Supplier<T> value) {
      return random.nextBoolean() ? value.get() : null;
    }

    private <T> List<T> list(Supplier<T> element) {
      return Stream.generate(element).limit(random.nextInt(5)).toList();
    }
  }
}
