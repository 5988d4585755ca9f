package io.passo.asl.intrinsic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line per behaviour: function, JSON array of arguments, result. */
class IntrinsicFunctionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Array          | []                               | []
          Array          | [null, 1, {"a": []}]             | [null, 1, {"a": []}]
          ArrayPartition | [[], 2]                          | []
          ArrayPartition | [[1, 2, 3], 2]                   | [[1, 2], [3]]
          ArrayPartition | [[1, 2, 3, 4], 2]                | [[1, 2], [3, 4]]
          ArrayPartition | [[1, 2, 3], 5]                   | [[1, 2, 3]]
          ArrayPartition | [[1, 2, 3], 1.5]                 | [[1, 2], [3]]
          ArrayContains  | [[[1, 2], 2], [1, 2]]            | true
          ArrayContains  | [[{"a": 1, "b": 2}], {"b": 2, "a": 1}] | true
          ArrayContains  | [[1], 1.0]                       | true
          ArrayContains  | [[[1]], [1.0]]                   | true
          ArrayContains  | [["1"], 1]                       | false
          ArrayContains  | [[], null]                       | false
          ArrayRange     | [1, 9, 2]                        | [1, 3, 5, 7, 9]
          ArrayRange     | [0, 10, 3]                       | [0, 3, 6, 9]
          ArrayRange     | [9, 1, -4]                       | [9, 5, 1]
          ArrayRange     | [1, 9, -1]                       | []
          ArrayRange     | [9, 1, 1]                        | []
          ArrayRange     | [5, 5, 1]                        | [5]
          ArrayRange     | [0.4, 2.5, 1]                    | [0, 1, 2, 3]
          ArrayGetItem   | [[1, 2, 3], 2]                   | 3
          ArrayGetItem   | [[null], 0]                      | null
          ArrayLength    | [[]]                             | 0
          ArrayLength    | [[1, [2, 3]]]                    | 2
          ArrayUnique    | [[1, 2, 1.0, "1", 2, {"a": 1}, {"a": 1.0}, null, null]] | [1, 2, "1", {"a": 1}, null]
          ArrayUnique    | [[]]                             | []
          Base64Encode   | [""]                             | ""
          Base64Encode   | ["Data to encode"]               | "RGF0YSB0byBlbmNvZGU="
          Base64Encode   | ["ß€😀"]                         | "w5/igqzwn5iA"
          Base64Decode   | ["RGVjb2RlZCBkYXRh"]             | "Decoded data"
          Base64Decode   | ["RGVj\\r\\nb2Rl"]               | "Decode"
          Base64Decode   | ["w5/igqzwn5iA"]                 | "ß€😀"
          Hash           | ["input data", "SHA-1"]          | "aaff4a450a104cd177d28d18d74485e8cae074b7"
          Hash           | ["input data", "MD5"]            | "812f45842bc6d66ee14572ce20db8e86"
          Hash           | [{"a": 1}, "MD5"]                | "bb6cb5c68df4652941caf652a366f2d8"
          JsonMerge      | [{"a": {"a1": 1}, "b": 2}, {"a": {"a3": 1}, "c": 3}, false] | {"a": {"a3": 1}, "b": 2, "c": 3}
          JsonMerge      | [{}, {}, false]                  | {}
          JsonToString   | [{"a": [1, "x\\"", null], "b": 1.50}] | "{\\"a\\":[1,\\"x\\\\\\"\\",null],\\"b\\":1.5}"
          JsonToString   | ["text"]                         | "\\"text\\""
          StringToJson   | [""]                             | null
          StringToJson   | ["  \\n"]                        | null
          StringToJson   | ["-0"]                           | 0
          StringToJson   | ["{\\"a\\": [1, 2.5]}"]          | {"a": [1, 2.5]}
          MathAdd        | [111, -1]                        | 110
          MathAdd        | [1.49, 1.5]                      | 3
          MathAdd        | [-1.5, 0]                        | -1
          MathAdd        | [-2.5, 0]                        | -2
          MathAdd        | [-1.51, 0]                       | -2
          MathAdd        | [2147483646, 1]                  | 2147483647
          MathAdd        | [-2147483648, 0]                 | -2147483648
          StringSplit    | ["1,2,3", ","]                   | ["1", "2", "3"]
          StringSplit    | ["This.is+a,test=string", ".+,="] | ["This", "is", "a", "test", "string"]
          StringSplit    | [",,,,", ","]                    | []
          StringSplit    | [" , ", ","]                     | [" ", " "]
          StringSplit    | ["", ","]                        | []
          StringSplit    | ["abc", ""]                      | ["abc"]
          StringSplit    | ["a😀b", "😀"]                   | ["a", "b"]
          Format         | ["{}", ""]                       | ""
          Format         | ["{ }{x}"]                       | "{ }{x}"
          Format         | ["{}", {"a": {"b": [1, "x", null]}, "c": {}}] | "{a={b=[1, x, null]}, c={}}"
          Format         | ["{}", 1.0]                      | "1.0"
          """)
  void shouldGive(String function, String arguments, String expected) {
    // when
    Evaluation<JsonNode> result = call(function, node(arguments), new Entropy(1));

    // then
    assertThat(result).isEqualTo(Evaluation.value(node(expected)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ArrayPartition | ["no", 1]           | Expected argument 1 to be an array but was "no"
          ArrayPartition | [[1], 0]            | Expected argument 2 to be a positive number but was 0
          ArrayPartition | [[1], "1"]          | Expected argument 2 to be a number but was "1"
          ArrayContains  | [{}, 1]             | Expected argument 1 to be an array but was object
          ArrayRange     | [1, 2, 0]           | Expected argument 3 to be a number other than 0 but was 0
          ArrayRange     | [0, 1000, 1]        | Expected at most 1000 elements but the range has 1001
          ArrayRange     | [-2147483648, 2147483647, 1] | Expected at most 1000 elements but the range has 4294967296
          ArrayGetItem   | [[1, 2], 2]         | Expected an index from 0 to 1 but was 2
          ArrayGetItem   | [[1, 2], -1]        | Expected an index from 0 to 1 but was -1
          ArrayLength    | [null]              | Expected argument 1 to be an array but was null
          Base64Decode   | ["A"]               | Expected argument 1 to be Base64 text but was "A"
          Base64Encode   | [1]                 | Expected argument 1 to be a string but was 1
          Hash           | ["x", "SHA1"]       | Expected argument 2 to be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512 but was "SHA1"
          JsonMerge      | [{}, {}, true]      | Expected argument 3 to be false (deep merging is not supported) but was true
          JsonMerge      | [{}, [], false]     | Expected argument 2 to be an object but was array
          StringToJson   | [1]                 | Expected argument 1 to be a string but was 1
          MathAdd        | [2147483647, 1]     | Expected a sum from -2147483648 to 2147483647 but was 2147483648
          MathAdd        | [2147483648, 0]     | Expected argument 1 to be a number from -2147483648 to 2147483647 but was 2147483648
          MathRandom     | [5, 5]              | Expected argument 2 to be greater than argument 1 but was 5
          StringSplit    | ["a", null]         | Expected argument 2 to be a string but was null
          Format         | ["{} {}", 1]        | Expected as many values as the template has {} (2) but found 1
          Format         | [1]                 | Expected argument 1 to be a string but was 1
          """)
  void shouldFail(String function, String arguments, String reason) {
    // when
    Evaluation<JsonNode> result = call(function, node(arguments), new Entropy(1));

    // then
    assertThat(result).isEqualTo(Evaluation.failed("States.IntrinsicFailure", reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\": 1} x", "'a'", "nul"})
  void shouldRefuseTextThatIsNotJson(String text) {
    // when
    Evaluation<JsonNode> result =
        call("StringToJson", JsonNodeFactory.instance.arrayNode().add(text), new Entropy(1));

    // then
    assertThat(((Evaluation.Failed<JsonNode>) result).error().name())
        .isEqualTo("States.IntrinsicFailure");
  }

  @ParameterizedTest
  @CsvSource({
    "Base64Encode, 10000, true",
    "Base64Encode, 10001, false",
    "Base64Decode, 10004, false"
  })
  void shouldLimitTheLengthOfText(String function, int length, boolean works) {
    // given
    JsonNode arguments = node("[\"" + "A".repeat(length) + "\"]");

    // when
    Evaluation<JsonNode> result = call(function, arguments, new Entropy(1));

    // then
    assertThat(result instanceof Evaluation.Value).isEqualTo(works);
  }

  @Test
  void shouldDrawFromTheWholeRangeAndNothingElse() {
    // given
    Entropy entropy = new Entropy(42);
    List<Integer> drawn = new ArrayList<>();

    // when
    for (int i = 0; i < 200; i++) {
      drawn.add(value(call("MathRandom", node("[0.6, 4]"), entropy)).intValue());
    }

    // then
    assertThat(drawn).containsOnly(1, 2, 3);
  }

  @Test
  void shouldDrawTheSameNumberForTheSameSeed() {
    // when
    JsonNode first = value(call("MathRandom", node("[0, 1000000, 3]"), new Entropy(1)));

    // then
    assertThat(value(call("MathRandom", node("[0, 1000000, 3]"), new Entropy(2)))).isEqualTo(first);
    assertThat(value(call("MathRandom", node("[0, 1000000, 4]"), new Entropy(2))))
        .isNotEqualTo(first);
  }

  @Test
  void shouldMakeVersionFourUuidsThatFollowFromTheEntropy() {
    // given
    Entropy entropy = new Entropy(5);

    // when
    String first = value(call("UUID", node("[]"), entropy)).textValue();

    // then
    assertThat(first)
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(value(call("UUID", node("[]"), entropy)).textValue()).isNotEqualTo(first);
    assertThat(value(call("UUID", node("[]"), new Entropy(5))).textValue()).isEqualTo(first);
  }

  @Test
  void shouldKnowEveryFunctionOfTheLanguage() {
    // given
    String names =
        "Format StringToJson JsonToString Array ArrayPartition ArrayContains ArrayRange ArrayGetItem"
            + " ArrayLength ArrayUnique Base64Encode Base64Decode Hash JsonMerge MathRandom MathAdd"
            + " StringSplit UUID";

    // then
    assertThat(names.split(" "))
        .hasSize(IntrinsicFunction.class.getPermittedSubclasses().length)
        .allSatisfy(name -> assertThat(IntrinsicFunctions.named("States." + name)).isPresent());
  }

  private static Evaluation<JsonNode> call(String function, JsonNode arguments, Entropy entropy) {
    List<JsonNode> values = new ArrayList<>();
    arguments.forEach(values::add);
    return IntrinsicFunctions.named("States." + function).orElseThrow().call(values, entropy);
  }

  private static JsonNode value(Evaluation<JsonNode> result) {
    return ((Evaluation.Value<JsonNode>) result).value();
  }

  private static JsonNode node(String text) {
    try {
      return Json.parse(text).node();
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
