package io.passo.asl.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSizeTest {
  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "12345", "\"text\"", "[1,2,[3,{\"a\":\"b\"}],true]"})
  void shouldNeverExceedTheTextItself(String text) throws InvalidJsonException {
    // given
    JsonNode value = Json.parse(text).node();

    // then
    assertThat(JsonSize.exceeds(value, text.length() + 1L)).isFalse();
    assertThat(JsonSize.exceeds(value, 1)).isTrue();
  }

  @Test
  void shouldStopAtTheLimitInATreeThatNamesItselfOverAndOver() {
    // given: 10^12 leaves in 12 arrays
    JsonNode value = TextNode.valueOf("x");
    for (int i = 0; i < 12; i++) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (int j = 0; j < 10; j++) {
        array.add(value);
      }
      value = array;
    }

    // then
    assertThat(JsonSize.exceeds(value, 1_000_000)).isTrue();
  }
}
