package io.passo.asl.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters with regular expressions: Jayway's meaning, in linear time. */
class RegexFilterTest {
  private static final String BOOKS =
      """
      {"books":[{"t":"Moby","n":1,"tags":["sea","old"]},{"t":"moby dick","n":2},{"t":"=~ x/","n":30},{"n":null}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "$.books[?(@.t =~ /Moby/)].n  → [1]",
        "$.books[?(@.t =~ /moby.*/i)].n  → [1,2]",
        "$.books[?(@.t =~ /Mob/)].n  → []",
        "$.books[?(@.n =~ /[12]/)].n  → [1,2]",
        "$.books[?(@.tags =~ /s.a/)].n  → [1]",
        "$.books[?(@.t =~ /moby.*/i && @.n > 1)].n  → [2]",
        "$.books[?(@.n == 30 || @.t =~ /Moby/)].n  → [1,30]",
        "$.books[?(!(@.t =~ /moby.*/i) && @.n == 30)].n  → [30]",
        "$.books[?((@.n > 1 || @.n == 1) && @.t =~ /.*[\\/y]/)].n  → [1,30]",
        "$.books[?(@.t == '=~ x/')].n  → [30]",
        "$..[?(@.t =~ /Moby/)].n  → [1]",
        "$.books[?(@.n>1)].t  → [\"moby dick\",\"=~ x/\"]",
      })
  void shouldSelect(String path, String expected) {
    assertThat(JsonPath.compile(path).orThrow().find(Scopes.node(BOOKS)))
        .isEqualTo(Scopes.node(expected));
  }

  @Test
  void shouldPassOverNulls() {
    // given
    var path = JsonPath.compile("$[?(@.a =~ /x+/)]").orThrow();

    // when
    var found = path.find(Scopes.node("[null,{\"a\":null},1,{\"a\":\"xx\"}]"));

    // then
    assertThat(found).isEqualTo(Scopes.node("[{\"a\":\"xx\"}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$.a[?(@.t =~ /(/)]",
        "$.a[?(@.t =~ /a(?=b)/)]",
        "$.a[?(@.t =~ /a/q)]",
        "$.a[?(@.t =~ 'a')]",
        "$.a[?(@.t =~ /a)]",
        "$.a[?('a' =~ /a/)]",
        "$.a[?(@.t =~ /((a{1000}){1000}){1000}/)]",
        "$.a[?(@.t[?(@.u =~ /a/)])]",
      })
  void shouldRefuse(String path) {
    assertThat(JsonPath.compile(path)).isInstanceOf(Compiled.Invalid.class);
  }

  @Test
  @Timeout(30)
  void shouldNotBacktrack() {
    // given
    String text = "a".repeat(100_000);

    // when
    var found =
        JsonPath.compile("$[?(@ =~ /(a|a|aa)+b/)]")
            .orThrow()
            .find(Scopes.node("[\"" + text + "\"]"));

    // then
    assertThat(found).isEmpty();
  }

  @Test
  void shouldMatchNoNull() {
    // given
    JsonPath path = JsonPath.compile("$.a[?(@.c =~ /x+/)]").orThrow();

    // when
    var found = path.select(Scopes.on("{\"a\":[null,{\"c\":\"x\"}]}"));

    // then
    assertThat(found).hasToString("Value[value=[{\"c\":\"x\"}]]");
  }
}
