package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;

import io.passo.asl.interpreter.GeneratedMachine.Sample;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated machines in both query languages come to what their steps say. */
class GeneratedMachinesTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldComeToWhatTheStepsSay(long seed) {
    // given
    Sample sample = GeneratedMachine.of(seed);
    Scenario run = given(sample.definition());

    // when
    run.started("{'n':3}").advance(Duration.ofMinutes(10));

    // then
    run.thenSucceeded("{'n':%d,'v':%d}".formatted(sample.expected().n(), sample.expected().v()));
  }
}
