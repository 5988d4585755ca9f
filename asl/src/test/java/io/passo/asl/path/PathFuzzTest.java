package io.passo.asl.path;

import static io.passo.asl.path.Scopes.on;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile definitions and inputs give values, never exceptions. */
class PathFuzzTest {
  private static final String[] TOKENS = {
    "$",
    "$$",
    ".",
    "..",
    "[",
    "]",
    "(",
    ")",
    "?",
    "@",
    "*",
    ",",
    ":",
    "'",
    "\"",
    "\\",
    " ",
    "a",
    "b",
    "0",
    "1",
    "-1",
    "99999999999",
    "[*]",
    "['a']",
    "[?(@.a)]",
    "[?(@.a > 1)]",
    "[0:1]",
    "==",
    "&&",
    "||",
    "!",
    "=~",
    "/a/",
    "in",
    "length()",
    ".min()",
    ".concat(",
    "States.Array(",
    "States.Format(",
    "{}",
    "null",
    "true",
    "ß",
    "😀"
  };
  private static final String INPUT =
      "{\"a\": [{\"a\": 1, \"b\": \"x\"}, 2, null, [[]]], \"b\": {\"a\": {\"a\": true}}}";

  @Test
  void shouldGiveValuesForRandomText() {
    // given
    Random random = new Random(20261124);
    int valid = 0;

    // when
    for (int i = 0; i < 20_000; i++) {
      String text = text(random);
      if (Expression.compile(text) instanceof Compiled.Valid<? extends Expression> compiled) {
        assertThat(compiled.value().evaluate(on(INPUT), "x.$")).as(text).isNotNull();
        valid++;
      }
      ReferencePath.compile(text);
    }

    // then
    assertThat(valid).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[?(", "[?(@", "((", "['a", ".a", "[0]", "..a", "[*]", "[?(@.a)]", "!"})
  void shouldSurviveVeryLongPaths(String part) {
    // when
    Compiled<JsonPath> endless = JsonPath.compile("$" + part.repeat(20_000));
    Compiled<JsonPath> longest = JsonPath.compile("$" + part.repeat(1000 / part.length()));

    // then
    for (Compiled<JsonPath> compiled : List.of(endless, longest)) {
      if (compiled instanceof Compiled.Valid<JsonPath>(JsonPath path)) {
        assertThat(path.evaluate(on(INPUT), "x.$")).isNotNull();
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "$");
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(TOKENS[random.nextInt(TOKENS.length)]);
    }
    return text.toString();
  }
}
