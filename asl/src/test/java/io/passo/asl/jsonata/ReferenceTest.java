package io.passo.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Expressions of ours with the answers of the reference implementation (jsonata 2.2.2 for
 * JavaScript), recorded once. A case with a deviation must differ, or the deviation must go.
 */
class ReferenceTest {
  private static final JsonNode FILE = file();

  private static JsonNode file() {
    try (InputStream file = ReferenceTest.class.getResourceAsStream("/jsonata/reference.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> shouldAnswerLikeTheReference() {
    List<JsonNode> cases = new ArrayList<>();
    FILE.get("cases").forEach(cases::add);
    return cases.stream()
        .map(of -> dynamicTest(of.get("expression").textValue(), () -> assertAnswer(of)));
  }

  private static void assertAnswer(JsonNode of) {
    String answer =
        ReferenceCase.answer(
            of.get("expression").textValue(), null, Map.of("x", FILE.get("variable")));
    if (of.has("deviation")) {
      assertThat(answer).isNotEqualTo(ReferenceCase.expected(of));
    } else {
      assertThat(answer).isEqualTo(ReferenceCase.expected(of));
    }
  }
}
