package io.passo.standalone.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests that the examples have of themselves. */
class ExamplesTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("passo.root", "..")).resolve("examples");

  @TempDir Path folder;

  @Test
  void shouldPassAndCoverEverything() {
    // given
    Cli cli = new Cli(folder);

    // when
    int exitCode = cli.run("test", EXAMPLES.toString(), "-o", "json", "--coverage-minimum", "100");

    // then
    assertThat(cli.json().findValuesAsText("problem")).isEmpty();
    assertThat(cli.json().findValues("problems"))
        .allSatisfy(problems -> assertThat(problems).isEmpty());
    assertThat(cli.json().findValues("notCovered"))
        .allSatisfy(points -> assertThat(points).isEmpty());
    assertThat(exitCode).isZero();
  }

  @Test
  void shouldTestEveryExample() throws IOException {
    // given
    Cli cli = new Cli(folder);
    cli.run("test", EXAMPLES.toString(), "-o", "json");
    List<Path> tested =
        cli.json().at("/coverage/stateMachines").findValuesAsText("definition").stream()
            .map(file -> Path.of(file).toAbsolutePath().normalize())
            .toList();

    // when
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      List<Path> definitions =
          files
              .filter(file -> file.toString().endsWith(".asl.json"))
              .filter(file -> !file.toString().contains("target"))
              .map(file -> file.toAbsolutePath().normalize())
              .toList();

      // then
      assertThat(definitions).isNotEmpty();
      assertThat(tested).containsAll(definitions);
    }
  }

  @Test
  void shouldFailWhenAnExampleNoLongerDoesWhatItsTestsSay() throws IOException {
    // given
    Path example = EXAMPLES.resolve("poll-a-job");
    for (String name : List.of("poll-a-job.test.yaml", "MockConfigFile.json")) {
      Files.copy(example.resolve(name), folder.resolve(name));
    }
    String definition = Files.readString(example.resolve("state-machine.asl.json"));
    Cli cli = new Cli(folder);
    cli.file("state-machine.asl.json", definition.replace("\"Seconds\": 1", "\"Seconds\": 2"));

    // when
    int exitCode = cli.test("-o", "json");

    // then
    JsonNode tests = cli.json().at("/files/0/tests");
    assertThat(exitCode).isEqualTo(1);
    assertThat(tests.get(0).path("problems").get(0).textValue())
        .isEqualTo("duration: expected 2s but was 4s");
    assertThat(tests.get(1).path("result").textValue()).isEqualTo("PASS");
  }
}
