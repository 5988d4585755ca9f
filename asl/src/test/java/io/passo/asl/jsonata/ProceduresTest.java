package io.passo.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of users do not reach standard output. */
class ProceduresTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void redirect() {
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "$states.input.x() ! T1006: Attempted to invoke a non-function",
        "$states.input.(x)(1) ! T1006: Attempted to invoke a non-function",
        "$nope() ! T1006: Attempted to invoke a non-function",
        "\"secret\"(1) ! T1006: Attempted to invoke a non-function",
        "($f := 5; $g := function($n) { $f($n) }; $g(1)) ! T1006: Attempted to invoke a non-function",
        "$states.input.(nope(1)) ! T1006: Attempted to invoke a non-function",
        "$states.input.(uppercase(x)) ! T1005: Attempted to invoke a non-function. Did you mean $uppercase?",
      })
  void shouldFailQuietlyWhenWhatIsCalledIsNoFunction(String expression, String failure) {
    // when
    var outcome =
        Expressions.evaluate(expression, Expressions.scope("{\"x\":\"secret\"}", Map.of()));

    // then
    assertThat(Expressions.failure(expression, outcome))
        .isEqualTo("threw an error during evaluation. " + failure);
    assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
