package io.passo.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExampleTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLES = Path.of("..", "examples");

  @Test
  void shouldFindAllExamples() {
    // when
    List<Example> examples = Example.all(EXAMPLES);

    // then
    assertThat(examples)
        .extracting(Example::name)
        .containsExactly(
            "hello-world",
            "machine-learning",
            "order-events",
            "order-processing",
            "poll-a-job",
            "word-count");
    assertThat(examples)
        .allMatch(example -> Files.isRegularFile(example.folder().resolve("README.md")));
  }

  @Test
  void shouldHaveEveryFunctionThatIsCalled() throws IOException {
    // given
    Set<String> called = new TreeSet<>();
    for (Example example : Example.all(EXAMPLES)) {
      JsonNode definition = JSON.readTree(example.definition());
      definition.findValuesAsText("Resource").stream()
          .filter(resource -> resource.contains(":function:"))
          .map(resource -> resource.substring(resource.lastIndexOf(':') + 1))
          .forEach(called::add);
      called.addAll(definition.findValuesAsText("FunctionName"));
    }

    // when
    Properties functions = new Properties();
    try (var in =
        Files.newBufferedReader(
            EXAMPLES.resolve("src/main/resources/META-INF/passo/functions.properties"))) {
      functions.load(in);
    }

    // then
    assertThat(functions.stringPropertyNames()).containsAll(called);
  }
}
