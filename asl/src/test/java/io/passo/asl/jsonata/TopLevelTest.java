package io.passo.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** There is no document that an expression is applied to (asl.md §3). */
class TopLevelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "$ ! $",
        "$$ ! $$",
        "$$.a ! $$",
        "name ! name",
        "`a b`.c ! a b",
        "$states.input.x + y ! y",
        "{\"a\": b} ! b",
        "$sum(values) ! values",
        "$states.input ~> $map(items) ! items",
        "[1..n] ! n",
        "$states.input.a ? b : $c ! b",
        "($x := y; $x) ! y",
        "$states.input.a.b - c ! c",
        "$not(true and ok) ! ok",
      })
  void shouldFindWhatHasNoValueToBelongTo(String expression, String reference) {
    assertThat(Expressions.compile(expression).orThrow().topLevelReferences())
        .containsExactly(reference);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$states.input.($uppercase(name))",
        "$states.input.a[b > 3].c",
        "$map($states.input.x, function($v, $i) { $v.a & b })",
        "$states.input.items{name: $sum(price)}",
        "$states.input.a^(>b, <c).d",
        "$states.input.a.{'x': y, 'z': [q, $]}",
        "$states.input ~> | a.b | {'c': d}, ['e'] | ~> $keys",
        "$states.input.a@$x.b#$i.($x.c & $i & k)",
        "($f := function($n) { $n < 1 ? 0 : $f($n - 1) }; $f(5))",
        "$states.input.name.$uppercase($)",
        "true and false or null in [1..3]",
        "$states.input.a ?: 5",
        "$sum([1.5, 2.5e-3]) * -1",
        "$f(?, 2)",
        "$contains('a', /a.b/i)",
        "$states.input.a.%.b.*.**.c",
        "$filter([1], \u03bb($x) { $x > 0 })",
        "function($x)<n:n>{ $x }(3)",
        "$x[0].y[$ = 1][z]",
        "$states.input.$keys()",
        "/* name */ -$states.input.a",
      })
  void shouldLetNamesInsideOfStepsPredicatesAndFunctionsThrough(String expression) {
    assertThat(Expressions.compile(expression).orThrow().topLevelReferences()).isEmpty();
  }
}
