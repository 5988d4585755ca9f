package io.passo.asl.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Evaluation;
import io.passo.asl.data.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our walker and Jayway agree on every path that both understand. */
class PlainSelectorPropertyTest {
  private static final String[] NAMES = {"a", "b", "c-d", "e_f", "größe", "sp ace", "x.y", "1", ""};

  private final Random random = new Random(42);

  @Test
  void shouldSelectWhatJaywaySelects() {
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      // given
      JsonNode root = value(3);
      String path = path();
      JsonPath compiled = JsonPath.compile(path).orThrow();

      // when
      JsonNode selected = compiled.find(root);

      // then
      JsonNode expected = JaywaySelector.compile(path).select(root);
      // Jayway takes an index outside of an array for null; the values have no other null.
      boolean missing = expected == null || expected.isNull();
      assertThat(selected).as("%s in %s", path, root).isEqualTo(missing ? null : expected);
      assertThat(compiled.isReference()).as(path).isTrue();
      found += selected == null ? 0 : 1;
    }
    assertThat(found).isGreaterThan(1_000);
  }

  @Test
  void shouldFindWhatItInserted() {
    int inserted = 0;
    for (int i = 0; i < 20_000; i++) {
      // given
      Json root = Json.of(value(3));
      String before = root.node().toString();
      String path = path();
      JsonNode value = value(1);

      // when
      var result = ReferencePath.compile(path).orThrow().insert(root, value);

      // then
      assertThat(root.node()).hasToString(before);
      if (result instanceof Evaluation.Value<JsonNode>(JsonNode changed)) {
        assertThat(JsonPath.compile(path).orThrow().find(changed)).as(path).isEqualTo(value);
        inserted++;
      }
    }
    assertThat(inserted).isGreaterThan(1_000);
  }

  private String path() {
    StringBuilder path = new StringBuilder("$");
    for (int i = random.nextInt(4); i > 0; i--) {
      path.append(
          switch (random.nextInt(4)) {
            case 0 -> "[" + (random.nextInt(5) - 2) + "]";
            case 1 -> "." + NAMES[random.nextInt(5)];
            case 2 -> "[\"" + NAMES[random.nextInt(NAMES.length)] + "\"]";
            default -> "['" + NAMES[random.nextInt(NAMES.length)] + "']";
          });
    }
    return path.toString();
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 8)) {
      case 0 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
      case 1 -> JsonNodeFactory.instance.numberNode(random.nextInt(100));
      case 2 -> JsonNodeFactory.instance.textNode("t" + random.nextInt(3));
      case 3, 4 -> array(depth);
      default -> object(depth);
    };
  }

  private ArrayNode array(int depth) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(value(depth - 1));
    }
    return array;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(7); i > 0; i--) {
      object.set(NAMES[random.nextInt(NAMES.length)], value(depth - 1));
    }
    return object;
  }
}
