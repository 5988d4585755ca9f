package io.passo.asl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Entropy;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.lint.Linter;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.DefinitionFormat;
import io.passo.asl.path.Compiled;
import io.passo.asl.path.Expression;
import io.passo.asl.path.JsonPath;
import io.passo.asl.path.PayloadTemplate;
import io.passo.asl.path.Scope;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random text against everything that reads text of users: errors are values, never exceptions, and
 * no input takes long. A second each in a build, a minute in profile {@code fuzz}.
 */
class FuzzTest {
  /** Far above what any of these inputs needs; what hangs needs for ever. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final String INPUT =
      "{\"a\":[{\"b\":1,\"c\":\"x\"},2,null,[[3]]],\"b\":{\"a\":true},\"s\":\"{\\\"n\\\":1}\"}";

  private static final String[] PATH_TOKENS = {
    "$",
    "$$",
    "$v",
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
    "[?(@.b > 1)]",
    "[?(@.c =~ /x+/)]",
    "[0:1]",
    "==",
    "&&",
    "||",
    "!",
    "in",
    "length()",
    ".min()",
    "\u00df",
    "\ud83d\ude00"
  };

  private static final String[] CALL_TOKENS = {
    "States.Array(",
    "States.Format(",
    "States.ArrayRange(",
    "States.ArrayPartition(",
    "States.StringToJson(",
    "States.JsonToString(",
    "States.Base64Decode(",
    "States.Hash(",
    "States.JsonMerge(",
    "States.MathRandom(",
    "States.MathAdd(",
    "States.StringSplit(",
    "States.UUID(",
    "States.Nope(",
    ")",
    ")",
    ")",
    ",",
    ",",
    "'",
    "'{}'",
    "'a,b'",
    "'SHA-256'",
    "\\'",
    "\\",
    "1",
    "0",
    "-1",
    "1e400",
    "99999999999",
    "1.5",
    "null",
    "true",
    "false",
    "$",
    "$.a",
    "$.s",
    "$$.n",
    "$v",
    " "
  };

  private static final String[] DEFINITION_TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    "\"StartAt\"",
    "\"States\"",
    "\"Type\"",
    "\"Pass\"",
    "\"Task\"",
    "\"Choice\"",
    "\"Map\"",
    "\"Parallel\"",
    "\"Next\"",
    "\"End\":true",
    "\"QueryLanguage\":\"JSONata\"",
    "\"Output\":\"{% $x %}\"",
    "\"Parameters\":{\"a.$\":\"$.b\"}",
    "\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"]}]",
    "\"Branches\":[]",
    "\"ItemProcessor\":{}",
    "\"A\"",
    "\"B\"",
    "&a",
    "*a",
    "- ",
    "\n",
    "  "
  };

  private static final String DEFINITION =
      """
      {"StartAt":"A","States":{
      "A":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.a","IsPresent":true},
      {"Variable":"$.a","StringMatches":"x*"}],"Next":"B"}],"Default":"C"},
      "B":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":5,
      "Parameters":{"FunctionName":"f","Payload":{"x.$":"States.Array($.a, 1)"}},
      "Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2}],
      "Catch":[{"ErrorEquals":["E"],"Next":"C","ResultPath":"$.e"}],"Next":"C"},
      "C":{"Type":"Map","ItemsPath":"$.a","ItemProcessor":{"StartAt":"D","States":{
      "D":{"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $states.input.b %}","End":true}}},
      "End":true}}}
      """;

  @Test
  void shouldReportEveryDefinition() {
    Fuzzing.run(
        "validator",
        LONGEST,
        random -> Fuzzing.mutated(DEFINITION, DEFINITION_TOKENS, random),
        text -> {
          for (DefinitionFormat format : DefinitionFormat.values()) {
            assertThat(Linter.lint(text, format, StateMachineType.STANDARD)).isNotNull();
          }
        });
  }

  @Test
  void shouldReportEveryDefinitionMadeOfTokens() {
    Fuzzing.run(
        "parser",
        LONGEST,
        random -> Fuzzing.soup(DEFINITION_TOKENS, 40, random),
        text ->
            assertThat(Linter.lint(text, DefinitionFormat.JSON, StateMachineType.EXPRESS))
                .isNotNull());
  }

  @Test
  void shouldGiveAValueOrAnErrorForEveryPath() {
    Fuzzing.run(
        "jsonpath",
        LONGEST,
        random -> "$" + Fuzzing.soup(PATH_TOKENS, 12, random),
        text -> {
          if (JsonPath.compile(text) instanceof Compiled.Valid<JsonPath>(JsonPath path)) {
            assertThat(path.select(scope())).isNotNull();
          }
        });
  }

  @Test
  void shouldGiveAValueOrAnErrorForEveryCall() {
    Fuzzing.run(
        "intrinsics",
        LONGEST,
        random -> "States.Array(" + Fuzzing.soup(CALL_TOKENS, 14, random) + ")",
        text -> {
          if (Expression.compile(text) instanceof Compiled.Valid<?>(Object valid)
              && valid instanceof Expression expression) {
            assertThat(expression.evaluate(scope(), "x.$")).isNotNull();
          }
        });
  }

  @Test
  void shouldGiveAValueOrAnErrorForEveryTemplate() {
    Fuzzing.run(
        "templates",
        LONGEST,
        random -> template(random, 4).toString(),
        text -> {
          Compiled<PayloadTemplate> compiled = PayloadTemplate.compile(json(text).node());
          if (compiled instanceof Compiled.Valid<PayloadTemplate>(PayloadTemplate template)) {
            assertThat(template.evaluate(scope())).isNotNull();
          }
        });
  }

  private static JsonNode template(Random random, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = "k" + random.nextInt(3) + (random.nextBoolean() ? ".$" : "");
      object.set(name, depth == 0 ? leaf(random) : node(random, depth - 1));
    }
    return object;
  }

  private static JsonNode node(Random random, int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> template(random, depth);
      case 1 -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          array.add(depth == 0 ? leaf(random) : node(random, depth - 1));
        }
        yield array;
      }
      default -> leaf(random);
    };
  }

  private static JsonNode leaf(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> JsonNodeFactory.instance.textNode("$" + Fuzzing.soup(PATH_TOKENS, 4, random));
      case 1 -> JsonNodeFactory.instance.textNode(Fuzzing.soup(CALL_TOKENS, 6, random));
      case 2 -> JsonNodeFactory.instance.numberNode(random.nextInt());
      default -> JsonNodeFactory.instance.nullNode();
    };
  }

  private static Scope scope() {
    return new Scope(
        json(INPUT), () -> json("{\"n\":1}").node(), name -> json(INPUT).node(), new Entropy(7));
  }

  private static Json json(String text) {
    try {
      return Json.parse(text);
    } catch (InvalidJsonException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
