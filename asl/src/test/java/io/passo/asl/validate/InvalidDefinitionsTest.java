package io.passo.asl.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The checklist of asl.md §9: each definition with its diagnostics, in files by topic. */
class InvalidDefinitionsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TestFactory
  Stream<DynamicTest> shouldReportCodeTextAndLocation() {
    return cases().stream().map(each -> dynamicTest(each.name(), () -> check(each)));
  }

  @Test
  void shouldKnowAtLeast150() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(150);
  }

  private static void check(Case of) {
    // when
    List<Diagnostic> found =
        DefinitionChecker.check(of.definition(), of.type()).diagnostics().stream()
            // AWS accepts these.
            .filter(each -> !each.message().endsWith("not supported by this version of Passo"))
            .toList();

    // then
    assertThat(found.stream().map(InvalidDefinitionsTest::shown))
        .containsExactlyElementsOf(of.expected());
    assertThat(found).anyMatch(Diagnostic::isError);
  }

  private static String shown(Diagnostic diagnostic) {
    return (diagnostic.isError() ? "" : "WARNING ") + diagnostic;
  }

  private static List<Case> cases() {
    var folder = InvalidDefinitionsTest.class.getResource("/invalid-definitions");
    assertThat(folder).isNotNull();
    try (Stream<Path> files = Files.list(Path.of(URI.create(folder.toString())))) {
      List<Case> cases = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        for (JsonNode node : YAML.readTree(file.toFile())) {
          cases.add(Case.of(file.getFileName().toString(), node));
        }
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Case(
      String name, String definition, StateMachineType type, List<String> expected) {
    static Case of(String file, JsonNode node) {
      String state = node.path("state").textValue();
      List<String> expected = new ArrayList<>();
      node.path("expect").forEach(each -> expected.add(each.textValue()));
      return new Case(
          file + ": " + node.path("name").textValue(),
          state == null
              ? node.path("definition").textValue()
              : "{\"StartAt\":\"S\",\"States\":{\"S\":" + state + "}}",
          StateMachineType.valueOf(node.path("type").asText("STANDARD")),
          expected);
    }
  }
}
