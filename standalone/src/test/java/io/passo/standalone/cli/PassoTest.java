package io.passo.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PassoTest {
  @TempDir Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"demo", "up", "down", "status", "doctor", "bench", "lint", "test"})
  void shouldExplainEveryCommand(String command) {
    // when
    int exitCode = execute(command, "--help");

    // then
    assertThat(exitCode).isZero();
    assertThat(out.toString()).contains("Usage: passo " + command);
  }

  @Test
  void shouldEndWithTwoWhenTheCommandLineIsWrong() {
    // when
    int exitCode = execute("up", "--port", "eighty");

    // then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--port", "eighty");
  }

  @Test
  void shouldEndWithOneWhenNothingRuns() {
    // when
    int exitCode = execute("status", "--data", data.toString());

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).contains("Nothing runs", "./passo up");
  }

  @Test
  void shouldSayWhatIsWrongWithAValueInOneLine() {
    // when
    int exitCode = execute("up", "--coordinators", "0", "--data", data.toString());

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo("passo: Expected at least one coordinator but was 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench soak W1 --rate 0",
        "bench soak W1 --rate fast",
        "bench W1 --rate -1",
        "bench W1 --rate Infinity"
      })
  void shouldRefuseLoadsThatAreNone(String command) {
    // when
    int exitCode = execute(command.split(" "));

    // then
    String value = command.substring(command.lastIndexOf(' ') + 1);
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString())
        .contains("'--rate'", "Expected a number above 0 but was '" + value + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench W1 --concurrency 64,0",
        "bench W3 --seconds -1",
        "bench soak W1 --rate 5 --minutes 0",
        "bench timers --count many",
        "bench waiting --count 0"
      })
  void shouldRefuseCountsOfNothing(String command) {
    // when
    int exitCode = execute(command.split(" "));

    // then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("Expected a whole number of at least 1 but was '");
  }

  @Test
  void shouldKillOnlyWhatRunsOnThisHost() {
    // when
    int exitCode =
        execute("bench", "W1", "--kill", "coordinator", "--endpoint", "http://127.0.0.1:1");

    // then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--kill", "not with --endpoint");
  }

  @Test
  void shouldSayWhatATimeBetweenKillsLooksLike() {
    // when
    int exitCode = execute("bench", "W1", "--kill", "coordinator", "--every", "often");

    // then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("Expected seconds, as in 10s, but was 'often'");
  }

  private int execute(String... arguments) {
    CommandLine commandLine = Passo.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }
}
