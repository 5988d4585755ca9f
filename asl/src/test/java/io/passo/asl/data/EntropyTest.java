package io.passo.asl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntropyTest {
  @Test
  void shouldGiveTheNumbersOfSplitMix64() {
    // given: reference values for the seed 1234567
    Entropy entropy = new Entropy(1234567);

    // when
    long[] numbers = LongStream.generate(entropy::nextLong).limit(3).toArray();

    // then
    assertThat(numbers)
        .containsExactly(6457827717110365317L, 3203168211198807973L, -8629252141511181193L);
  }

  @Test
  void shouldSpreadNumbersBetweenZeroAndOne() {
    // given
    Entropy entropy = new Entropy(1);

    // when
    double[] numbers = DoubleStream.generate(entropy::nextDouble).limit(10_000).toArray();

    // then
    assertThat(DoubleStream.of(numbers)).allMatch(number -> number >= 0 && number < 1);
    assertThat(DoubleStream.of(numbers).average().orElseThrow()).isBetween(0.48, 0.52);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-3, 3", "-2147483648, 2147483647", "9007199254740990, 9007199254740992"})
  void shouldStayInTheRange(long start, long end) {
    // given
    Entropy entropy = new Entropy(start);

    // when
    long[] numbers = LongStream.generate(() -> entropy.between(start, end)).limit(1000).toArray();

    // then
    assertThat(LongStream.of(numbers)).allMatch(number -> number >= start && number < end);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "-9223372036854775808, 9223372036854775807"})
  void shouldRefuseARangeItCannotDrawFrom(long start, long end) {
    // given
    Entropy entropy = new Entropy(1);

    // then
    assertThatThrownBy(() -> entropy.between(start, end))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
