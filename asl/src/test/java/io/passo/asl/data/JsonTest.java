package io.passo.asl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[1, 2]", " \"ü\\u00fc\" ", "-1.5e3", "true", "null", "{\"a\":{\"b\":[]}}"})
  void shouldKeepBytesThatAreOneValue(String text) throws InvalidJsonException {
    // given
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    // when
    Json json = Json.parse(bytes);

    // then
    assertThat(json.utf8()).isSameAs(bytes);
    assertThat(json).isEqualTo(Json.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "{\"a\":}",
        "[1,]",
        "\"open",
        "\"\\q\"",
        "{} {}",
        "1 2",
        "nul",
        "NaN",
        "01",
        "'a'",
        "// c\n1"
      })
  void shouldRefuseTextThatIsNotOneValue(String text) {
    // when, then
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(InvalidJsonException.class);
    assertThatThrownBy(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidJsonException.class);
  }

  @Test
  void shouldRefuseOtherEncodings() {
    // given
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
    byte[] latin1 = "\"ü\"".getBytes(StandardCharsets.ISO_8859_1);

    // when, then
    assertThatThrownBy(() -> Json.parse(utf16)).isInstanceOf(InvalidJsonException.class);
    assertThatThrownBy(() -> Json.parse(latin1))
        .isInstanceOf(InvalidJsonException.class)
        .hasMessage("Expected UTF-8 but found other bytes");
  }

  @Test
  void shouldBoundDepthAndNumbers() {
    // given
    String deep = "[".repeat(1001) + "]".repeat(1001);
    String longNumber = "1".repeat(1001);

    // when, then
    assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(InvalidJsonException.class);
    assertThatThrownBy(() -> Json.parse(longNumber)).isInstanceOf(InvalidJsonException.class);
    assertThatThrownBy(() -> Json.parse(deep.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InvalidJsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "[-1E400]", "{\"a\":[1.5e309]}"})
  void shouldRefuseNumbersThatNoExpressionCanSee(String text) {
    String message = "Expected numbers of at most 1.7E308 but found a larger one";
    assertThatThrownBy(() -> Json.parse(text)).hasMessage(message);
    assertThatThrownBy(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8))).hasMessage(message);
  }

  @Test
  void shouldEscapeHalfASurrogatePair() {
    assertThat(Json.of(TextNode.valueOf("a\ud83d")).text()).isEqualTo("\"a\\uD83D\"");
  }
}
