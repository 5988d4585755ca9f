package io.passo.asl.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.InvalidJsonException;
import io.passo.asl.data.Json;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.DefinitionFormat;
import io.passo.asl.parse.Definitions;
import io.passo.asl.parse.ParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a definition is changed into, it is parsed or reported, never thrown about. */
class MutatedDefinitionsTest {
  private static final String DEFINITION =
      Definitions.machine(
          "'A':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke','Parameters':{'FunctionName':'f',"
              + "'Payload':{'x.$':'$.a[?(@.b > 1)]','y.$':'States.Array($.a, 1)'}},'ResultSelector':{'r.$':'$'},"
              + "'ResultPath':'$.p.q','TimeoutSeconds':9,'HeartbeatSecondsPath':'$.h','Next':'C',"
              + "'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':2,'BackoffRate':1.5,'MaxDelaySeconds':9}],"
              + "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'W','ResultPath':null}]},"
              + "'C':{'Type':'Choice','Choices':[{'And':[{'Variable':'$.a','NumericLessThanPath':'$.b'},{'Not':"
              + "{'Variable':'$.t','TimestampEquals':'2020-01-01T00:00:00Z'}}],'Next':'P'}],'Default':'W'},"
              + "'W':{'Type':'Wait','Timestamp':'2020-01-01T00:00:00Z','Next':'M'},"
              + "'P':{'Type':'Parallel','Branches':[{'StartAt':'P1','States':{'P1':{'Type':'Pass','Result':[1],'End':true}}}],"
              + "'Next':'M'},'M':{'Type':'Map','ItemsPath':'$.i','ItemSelector':{'v.$':'$$.Map.Item.Value'},"
              + "'MaxConcurrency':2,'ItemProcessor':{'ProcessorConfig':{'Mode':'INLINE'},'StartAt':'M1','States':"
              + "{'M1':{'Type':'Succeed','InputPath':'$.z'}}},'Next':'F'},"
              + "'F':{'Type':'Fail','ErrorPath':'$.e','CausePath':'States.Format($.f, 1)'}");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e99",
          "123456789012345678901234567890",
          "''",
          "'$'",
          "'$['",
          "'$.a..'",
          "'States.('",
          "'{% $x %}'",
          "'{%'",
          "'JSONata'",
          "'A'",
          "'M1'",
          "'DISTRIBUTED'",
          "'Pass'",
          "'Map'",
          "[]",
          "[[]]",
          "{}",
          "{'.$':'$'}",
          "{'a.$':1}",
          "'arn:aws:states:::x:y.sync'",
          "'\\u0000'");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldSurviveChangedTrees(long seed) throws InvalidJsonException {
    // given
    Random random = new Random(seed);

    for (int round = 0; round < 300; round++) {
      JsonNode tree = Json.parse(DEFINITION).node().deepCopy();
      for (int change = 0; change <= random.nextInt(3); change++) {
        mutate(tree, random);
      }

      // when, then
      checkIsTotal(Json.of(tree).text(), DefinitionFormat.JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void shouldSurviveChangedText(long seed) {
    // given
    Random random = new Random(seed);

    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder(DEFINITION);
      for (int change = 0; change <= random.nextInt(4); change++) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, "{}[]\",:$.x1\\\n&*%".charAt(random.nextInt(16)));
      }

      // when, then
      checkIsTotal(text.toString(), DefinitionFormat.JSON);
      checkIsTotal(text.toString(), DefinitionFormat.YAML);
    }
  }

  private static void checkIsTotal(String text, DefinitionFormat format) {
    assertThatCode(
            () -> {
              ParseResult result = DefinitionChecker.check(text, format, StateMachineType.EXPRESS);
              assertThat(result.stateMachine().isPresent()).isEqualTo(result.errors().isEmpty());
              InvalidDefinition.message(result.diagnostics());
            })
        .as("%s", text)
        .doesNotThrowAnyException();
  }

  /** Replaces, removes, renames or moves one member or element anywhere in the tree. */
  private static void mutate(JsonNode tree, Random random) throws InvalidJsonException {
    List<JsonNode> containers = new ArrayList<>();
    collect(tree, containers);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    JsonNode value =
        random.nextInt(4) == 0
            ? containers.get(random.nextInt(containers.size())).deepCopy()
            : Json.parse(VALUES.get(random.nextInt(VALUES.size())).replace('\'', '"')).node();
    if (container instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(3)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name, value);
        default -> object.set(name + (random.nextBoolean() ? "Path" : ".$"), value);
      }
    } else if (container instanceof ArrayNode array) {
      array.add(value);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }
}
