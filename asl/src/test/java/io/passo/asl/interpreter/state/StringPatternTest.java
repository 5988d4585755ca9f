package io.passo.asl.interpreter.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringPatternTest {
  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          log-*.txt   | log-1.txt    | true
          log-*.txt   | log-.txt     | true
          log-*.txt   | log-1.txt2   | false
          *           | anything     | true
          *           | ``           | true
          ``          | ``           | true
          ``          | a            | false
          a*b*c       | aXbXbXc      | true
          a*b*c       | aXbXbX       | false
          **a         | a            | true
          \\*         | *            | true
          \\*         | x            | false
          a\\\\b      | a\\b         | true
          a\\*b*      | a*bc         | true
          A           | a            | false
          """)
  void shouldMatchTheWholeText(String pattern, String text, boolean expected) {
    assertThat(StringPattern.matches(pattern, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          a\\,   false
          a\\\\, true
          *,     true
          """)
  void shouldKnowDanglingBackslashes(String pattern, boolean expected) {
    assertThat(StringPattern.isWellFormed(pattern)).isEqualTo(expected);
  }

  @Test
  void shouldNotExplodeOnManyStars() {
    // given
    String pattern = "a*".repeat(100) + "b";
    String text = "a".repeat(20_000);

    // when
    boolean matches =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> StringPattern.matches(pattern, text));

    // then
    assertThat(matches).isFalse();
  }
}
