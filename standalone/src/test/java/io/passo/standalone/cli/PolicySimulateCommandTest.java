package io.passo.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PolicySimulateCommandTest {
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "Start", "Effect": "Allow", "Action": "states:Start*", "Resource": "*"},
        {"Sid": "OnlyBlue", "Effect": "Deny", "Action": "*", "Resource": "*",
         "Condition": {"StringNotEquals": {"aws:PrincipalTag/team": "blue"}}}]}
      """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path policy = Path.of("policy.json");

  @BeforeEach
  void write() throws IOException {
    policy = Files.writeString(folder.resolve("policy.json"), POLICY);
  }

  @Test
  void shouldNameTheStatementThatAllows() throws IOException {
    // when
    int exitCode =
        simulate(
            "--action",
            "states:StartExecution",
            "--context",
            "aws:PrincipalTag/team=blue",
            "-o",
            "json");

    // then
    assertThat(exitCode).isZero();
    JsonNode decision = new ObjectMapper().readTree(out.toString()).path(0);
    assertThat(decision.path("decision").asText()).isEqualTo("allowed");
    assertThat(decision.path("statement").asText()).isEqualTo("Start");
    assertThat(decision.path("policy").asText()).isEqualTo(policy.toString());
  }

  @Test
  void shouldTellDenialsApart() {
    // when
    int explicit = simulate("--action", "states:StartExecution");
    int implicit =
        simulate("--action", "states:StopExecution", "--context", "aws:PrincipalTag/team=blue");

    // then
    assertThat(explicit).isEqualTo(1);
    assertThat(implicit).isEqualTo(1);
    assertThat(out.toString())
        .contains("explicitDeny")
        .contains("OnlyBlue")
        .contains("implicitDeny");
  }

  @Test
  void shouldSayWhatIsWrongWithAPolicy() throws IOException {
    // given
    Files.writeString(policy, POLICY.replace("StringNotEquals", "StringDiffers"));

    // when
    int exitCode = simulate("--action", "states:StartExecution");

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .contains("Expected a condition operator in Statement[1] but found 'StringDiffers'");
  }

  @Test
  void shouldAskForAPolicyOrAPrincipal() {
    // when / then
    assertThat(execute("policy", "simulate", "--action", "states:StartExecution")).isEqualTo(2);
    assertThat(err.toString()).contains("Expected --policy or --principal but found neither");
  }

  @Test
  void shouldNeedASystemForAPrincipal() {
    // when
    int exitCode =
        simulate(
            "--principal",
            "arn:aws:iam::000000000000:role/demo",
            "--action",
            "states:StartExecution",
            "--data",
            folder.toString());

    // then
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString()).contains("Nothing runs with its data in " + folder);
  }

  private int simulate(String... arguments) {
    List<String> all =
        new ArrayList<>(List.of("policy", "simulate", "--policy", policy.toString()));
    all.addAll(List.of(arguments));
    return execute(all.toArray(String[]::new));
  }

  private int execute(String... all) {
    CommandLine command = Passo.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(all);
  }
}
