package io.passo.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.path.Compiled;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No expression holds a core or fills the memory. */
@Timeout(60)
class BoundsTest {
  private static final JsonataScope LARGE = Expressions.scope(large(), Map.of());

  private static String large() {
    return IntStream.range(0, 5000)
        .mapToObj("{\"id\":%1$d,\"name\":\"n%1$d\",\"tags\":[1,2,3]}"::formatted)
        .collect(
            Collectors.joining(
                ",", "{\"items\":[", "],\"text\":\"" + "ab".repeat(100_000) + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($n){ $f($n + 1) }; $f(0))",
        "($f := function($n){ 1 + $f($n + 1) }; $f(0))",
        "($f := function($n){ $n = 0 ? 0 : $g($n) }; $g := function($n){ $f($n + 1) }; $f(1))",
        "[1..10000000]",
        "[[1..500000],[1..500000],[1..500000]]",
        "$map([1..1000000], function($x){ $x })",
        "$reduce([1..60], function($a, $x){ [$a, $a] }, [1])",
        "$string($reduce([1..60], function($a, $x){ {'a': $a, 'b': $a} }, 1))",
        "$reduce([1..60], function($a, $x){ $a & $a }, 'xxxxxxxxxx')",
        "$reduce([1..100], function($a, $x){ $a ~> |$|{'l': $, 'r': $}| }, {'a': 1})",
        "$pad('x', 1000000000)",
        "$replace($states.input.text, 'a', $states.input.text)",
        "$replace($states.input.text, /a/, $states.input.text)",
        "$map([1..100000], function($i){ $contains($states.input.text, /(a|b|ab)*c/) })",
        "$map([1..100000], function($i){ $match($states.input.text, /x+x+y/) })",
        "$map([1..100000], function($i){ $states.input.items = $states.input.items })",
        "$map([1..100000], function($i){ $string($states.input.items) })",
        "$map([1..100000], function($i){ $distinct($states.input.items) })",
        "$map([1..100000], function($i){ $sort($states.input.items.id) })",
        "$map([1..100000], function($i){ $states.input.** })",
        "$map([1..100000], function($i){ $states.input.items{name: id} })",
        "$map([1..100000], function($i){ $encodeUrl($states.input.text) })",
        "$map([1..100000], function($i){ $states.input.items@$x#$p.($p) })",
        "$states.input.items.($x := $; $states.input.items[id = $x.id])",
        "$range(0, 100000, 1)",
      })
  void shouldEndWithAnErrorWhenAnExpressionRunsAway(String expression) {
    // when
    var outcome = Expressions.evaluate(expression, LARGE);

    // then
    assertThat(Expressions.failure(expression, outcome))
        .startsWith("threw an error during evaluation")
        .containsAnyOf("Stack overflow error", "timeout", "memory limit exceeded", "at most");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$sum($states.input.items.id)",
        "$count($states.input.items[id > 10].name)",
        "$states.input.items^(>id)[0].id",
        "$sort($states.input.items, function($l, $r){ $l.id < $r.id })[0].id",
        "$merge($states.input.items.{name: id}).n77",
        "$replace($states.input.text, /(a|b|ab)*c/, '')",
        "$length($join($states.input.items.name, ','))",
      })
  void shouldLetOrdinaryWorkThrough(String expression) {
    // when
    var outcome = Expressions.evaluate(expression, LARGE);

    // then
    assertThat(Expressions.failure(expression, outcome)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$states.input", "{'a': $states.input}", "$states.input.a[0]"})
  void shouldHandOnWhatWasGivenHoweverLarge(String expression) {
    // given
    String eightMegabytes = "{\"a\":[\"" + "x".repeat(8_000_000) + "\"]}";

    // when
    var outcome = Expressions.evaluate(expression, Expressions.scope(eightMegabytes, Map.of()));

    // then
    assertThat(Expressions.failure(expression, outcome)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/(?=a)b/",
        "/(a)\\1/",
        "/((a{1000}){1000}){1000}/",
        "/[a/",
        "(((",
        "1 +",
        "$f(",
        "\"a",
        "/* no end",
        "{",
      })
  void shouldRefuseWhatCannotBeCompiled(String expression) {
    assertThat(Expressions.compile(expression)).isInstanceOf(Compiled.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{\"a\":", "$f(", "-", "function(){"})
  void shouldRefuseExpressionsNestedWithoutEnd(String opening) {
    assertThat(Expressions.compile(opening.repeat(100_000))).isInstanceOf(Compiled.Invalid.class);
  }
}
