package io.passo.asl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.ErrorName;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.jsonata.JsonataExpression;
import io.passo.asl.jsonata.JsonataScope;
import io.passo.asl.path.Compiled;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random JSONata: what compiles gives a value or {@code States.QueryEvaluationError}, in a second
 * of one core and a bounded amount of memory.
 */
class JsonataFuzzTest {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** Bytes that one evaluation may allocate, garbage included. */
  private static final long MOST_ALLOCATED = 1L << 30;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final String[] TOKENS = {
    "$states.input",
    "$states",
    "$x",
    "$",
    "$$",
    "a",
    "b",
    "`c d`",
    "%",
    "*",
    "**",
    ".",
    "..",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    ",",
    ";",
    ":",
    ":=",
    "?",
    "??",
    "?:",
    "@$i",
    "#$j",
    "^(",
    "~>",
    "|",
    "&",
    "+",
    "-",
    "/",
    "=",
    "!=",
    "<",
    ">=",
    " and ",
    " or ",
    " in ",
    "\"s\"",
    "'t'",
    "1",
    "0",
    "-1",
    "1e300",
    "99999999999",
    "true",
    "null",
    "/a+/",
    "/(a|b)*c/i",
    "function($v){",
    "$v",
    "$f(",
    "$map(",
    "$filter(",
    "$reduce(",
    "$sort(",
    "$sum(",
    "$string(",
    "$replace(",
    "$split(",
    "$match(",
    "$pad(",
    "$join(",
    "$merge(",
    "$each(",
    "$sift(",
    "$spread(",
    "$lookup(",
    "$zip(",
    "$append(",
    "$range(",
    "$partition(",
    "$hash(",
    "$parse(",
    "$formatNumber(",
    "$toMillis(",
    "$fromMillis(",
    "$formatInteger(",
    "$power(",
    "$number(",
    "$base64decode(",
    "$decodeUrl(",
    "$eval(",
    "$error(",
    "$assert(",
    "$clone(",
    "$distinct(",
    "[1..9999999]",
    "$uuid()",
    "$random("
  };

  private static final String[] ORIGINALS = {
    "$states.input.a[b > 1]^(>b).{\"x\": b, \"y\": $string(c)}",
    "($f := function($n, $t) { $n < 1 ? $t : $f($n - 1, $t & 'x') }; $f(20, ''))",
    "$reduce([1..50], function($a, $b) { $append($a, [$b]) }, [])",
    "$map($states.input.a, function($v, $i) { $v.b * $i }) ~> $sum",
    "$states.input.s ~> $split(',') ~> $map(function($p) { $replace($p, /(a|b)+/, 'z') })",
    "$states.input ~> |a|{'d': b}, ['c']|",
    "$states.input.a{$string(b): $count(c)}",
  };

  private static final JsonataScope SCOPE =
      new JsonataScope(
          json("{\"a\":[{\"b\":1,\"c\":\"x\"},{\"b\":2}],\"b\":{\"c d\":true},\"s\":\"aab,b,\"}"),
          null,
          null,
          () -> json("{\"n\":1}").node(),
          name -> json("[1,{\"a\":2}]").node(),
          new Entropy(7),
          Instant.parse("2026-01-01T00:00:00Z"));

  /** Loads the library, which is no part of what an expression takes. */
  @BeforeAll
  static void warmUp() {
    for (String original : ORIGINALS) {
      check(original);
    }
  }

  @Test
  void shouldGiveAValueOrAnErrorForEveryExpressionMadeOfTokens() {
    Fuzzing.run(
        "jsonata-tokens",
        LONGEST,
        random -> Fuzzing.soup(TOKENS, 16, random),
        JsonataFuzzTest::check);
  }

  @Test
  void shouldGiveAValueOrAnErrorForEveryExpression() {
    Fuzzing.run(
        "jsonata-mutated",
        LONGEST,
        random -> Fuzzing.mutated(ORIGINALS[random.nextInt(ORIGINALS.length)], TOKENS, random),
        JsonataFuzzTest::check);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($n){ $f($n + 1) }; $f(0))",
        "($f := function($n){ 1 + $f($n + 1) }; $f(0))",
        "($f := function($n){ $f($n) + $f($n) }; $f(0))",
        "($f := function($n){ $n = 0 ? 1 : $f($n - 1) + $f($n - 1) }; $f(60))",
        "($g := function($x){ $g }; $reduce([1..99999], function($a, $b){ $a($b) }, $g))",
        "$match($pad('', 100000, 'a'), /(a*)*b/)",
        "$replace($pad('', 50000, 'ab'), /(a|ab|b)*c/, 'x')",
        "$map([1..99999], function($i){ $contains($pad('', 1000, 'a'), /(a+)+$/) })",
        "$split($pad('', 100000, 'a'), /a*?/)",
        "$reduce([1..40], function($a, $b){ $a & $a }, 'x')",
        "$string($reduce([1..40], function($a, $b){ [$a, $a] }, []))",
      })
  void shouldEndWithinASecond(String expression) {
    // when
    long begun = THREADS.getCurrentThreadCpuTime();
    Evaluation<JsonNode> outcome = check(expression);

    // then
    assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begun)).isLessThan(LONGEST);
    assertThat(outcome).isNotNull();
  }

  /** What an expression gives; null if it does not compile. */
  private static Evaluation<JsonNode> check(String text) {
    if (!(JsonataExpression.compile("{% " + text + " %}")
        instanceof Compiled.Valid<JsonataExpression>(JsonataExpression expression))) {
      return null;
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Evaluation<JsonNode> outcome = expression.evaluate(SCOPE, "Output");
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as("bytes for %s", text)
        .isLessThan(MOST_ALLOCATED);
    if (outcome instanceof Evaluation.Failed<JsonNode> failed) {
      assertThat(failed.error().name()).isEqualTo(ErrorName.QUERY_EVALUATION_ERROR);
    }
    return outcome;
  }

  private static Json json(String text) {
    try {
      return Json.parse(text);
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
