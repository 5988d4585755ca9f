package io.passo.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LintCommandTest {
  private static final String GOOD =
      """
      {
        "StartAt": "A",
        "States": {
          "A": {"Type": "Pass", "Result": 1, "End": true}
        }
      }
      """;
  private static final String BAD =
      """
      {
        "StartAt": "A",
        "States": {
          "A": {"Type": "Pass",
                "Next": "B"},
          "C": {"Type": "Succeed"}
        }
      }
      """;
  private static final String WASTEFUL =
      """
      StartAt: A
      States:
        A:
          Type: Pass
          Next: B
        B:
          Type: Succeed
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldEndWithZeroWhenNothingIsWrong() throws IOException {
    // when
    int exitCode = lint(file("good.asl.json", GOOD));

    // then
    assertThat(exitCode).isZero();
    assertThat(out.toString())
        .contains("1 state transition a run, $25.00 on AWS for a million runs")
        .contains("as Express $1.10 or more")
        .contains("0 finding(s) in 1 file(s)");
  }

  @Test
  void shouldShowTheLineOfAnError() throws IOException {
    // when
    int exitCode = lint(file("bad.asl.json", BAD));

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "bad.asl.json:5: error MISSING_TRANSITION_TARGET: Missing 'Next' target: B at"
                + " /States/A/Next")
        .contains("bad.asl.json:6: error MISSING_TRANSITION_TARGET");
  }

  @Test
  void shouldFailOnNotesOnlyWhenAsked() throws IOException {
    // given
    String file = file("wasteful.asl.yaml", WASTEFUL);

    // then
    assertThat(lint(file)).isZero();
    assertThat(lint("--fail-on", "note", file)).isEqualTo(1);
    assertThat(out.toString())
        .contains("wasteful.asl.yaml:3: note PASS_WITHOUT_EFFECT")
        .contains("up to 1 transition a run could be saved, $25.00 for a million runs");
  }

  @Test
  void shouldPrintSarif() throws IOException {
    // when
    lint("--format", "sarif", file("bad.asl.json", BAD));

    // then
    JsonNode run = new ObjectMapper().readTree(out.toString()).at("/runs/0");
    JsonNode result = run.at("/results/0");
    assertThat(run.at("/tool/driver/rules/0/id").asText()).isEqualTo("MISSING_TRANSITION_TARGET");
    assertThat(result.path("ruleId").asText()).isEqualTo("MISSING_TRANSITION_TARGET");
    assertThat(result.path("level").asText()).isEqualTo("error");
    assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(5);
    assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName").asText())
        .isEqualTo("/States/A/Next");
  }

  @Test
  void shouldPrintJsonForSeveralFiles() throws IOException {
    // when
    lint("--format", "json", file("good.asl.json", GOOD), file("bad.asl.json", BAD));

    // then
    JsonNode files = new ObjectMapper().readTree(out.toString()).path("files");
    assertThat(files).hasSize(2);
    assertThat(files.at("/0/cost/fewestTransitions").asInt()).isEqualTo(1);
    assertThat(files.at("/1/findings/0/line").asInt()).isEqualTo(5);
  }

  @Test
  void shouldSayWhichFileCannotBeRead() throws IOException {
    // given
    String missing = folder.resolve("none.json").toString();
    Path latin1 = Files.write(folder.resolve("latin1.json"), new byte[] {'"', (byte) 0xE9, '"'});

    // when
    int exitCode =
        lint(missing, latin1.toString(), file("good.json", "{\"StartAt\":\"S\",\"States\":{}}"));

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .contains("none.json: cannot be read: no such file")
        .contains("latin1.json: cannot be read: it is not UTF-8");
    assertThat(out.toString()).contains("good.json:1: error").contains("in 1 file(s)");
  }

  @Test
  void shouldPrintFindingsInTheOrderOfTheLines() throws IOException {
    // given
    String definition =
        """
        StartAt: A
        QueryLanguage: JSONata
        States:
          A:
            Type: Pass
            Assign:
              states: 1
              x: "{% $states.result %}"
            Output: "{% 1 + %}"
            End: true
        """;

    // when
    lint(file("lines.yaml", definition));

    // then
    assertThat(out.toString().lines().map(line -> line.replaceAll(".*yaml:(\\d+):.*", "$1")))
        .startsWith("6", "8", "9");
  }

  @Test
  void shouldTellWhatIsWrongWithYamlInOneLine() throws IOException {
    // when
    lint(file("broken.yaml", "StartAt: A\nStates:\n  A: {Type: Pass\n  End: true}\n"));

    // then
    assertThat(out.toString().lines().findFirst().orElseThrow())
        .contains("broken.yaml:4: error INVALID_JSON_DESCRIPTION: expected ',' or '}'")
        .contains("while parsing a flow mapping");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int lint(String... arguments) {
    CommandLine commandLine = Passo.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "lint";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return commandLine.execute(all);
  }
}
