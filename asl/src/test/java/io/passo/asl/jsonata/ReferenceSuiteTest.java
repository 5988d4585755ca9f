package io.passo.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The reference suite of JSONata, which is not part of this repository: {@code suite.mjs} makes the
 * file from npm's packages, {@code -Dpasso.jsonata.suite} names it. What is known to differ is
 * listed in {@code jsonata/suite-deviations.txt}; the report is {@code target/jsonata-suite.txt}.
 */
@EnabledIfSystemProperty(named = "passo.jsonata.suite", matches = ".+")
class ReferenceSuiteTest {
  private static final Pattern CODE =
      Pattern.compile("(evaluation\\. [A-Z]\\d{4}):.*", Pattern.DOTALL);

  @Test
  void shouldAnswerLikeTheReferenceButForWhatIsListed() throws IOException {
    // given
    JsonNode cases =
        new ObjectMapper()
            .readTree(Path.of(System.getProperty("passo.jsonata.suite")).toFile())
            .get("cases");
    StringBuilder report = new StringBuilder();
    TreeSet<String> differ = new TreeSet<>();

    // when
    for (JsonNode of : cases) {
      String expression = of.get("expression").textValue();
      Map<String, JsonNode> variables = new HashMap<>();
      of.get("variables").properties().forEach(e -> variables.put(e.getKey(), e.getValue()));
      String expected = withoutText(ReferenceCase.expected(of));
      String answer = withoutText(ReferenceCase.answer(expression, of.get("input"), variables));
      if (!answer.equals(expected)) {
        differ.add(line(expression));
        report.append(
            "%s%n  expected %s%n  but was  %s%n".formatted(line(expression), expected, answer));
      }
    }
    report.append("%d of %d agree%n".formatted(cases.size() - differ.size(), cases.size()));
    Files.writeString(Path.of("target/jsonata-suite.txt"), report);

    // then
    assertThat(differ).as(report.toString()).containsExactlyInAnyOrderElementsOf(deviations());
  }

  /** The text of an error is that of AWS where AWS's is known; the code says enough. */
  private static String withoutText(String answer) {
    return CODE.matcher(answer).replaceFirst("$1");
  }

  private static String line(String expression) {
    return expression.replaceAll("\\s+", " ").strip();
  }

  private static List<String> deviations() throws IOException {
    try (InputStream file =
        ReferenceSuiteTest.class.getResourceAsStream("/jsonata/suite-deviations.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }
}
