package io.passo.asl.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.model.PassState;
import io.passo.asl.model.StateMachine;
import org.junit.jupiter.api.Test;

class YamlDefinitionTest {
  @Test
  void shouldReadYaml() {
    // given
    String definition =
        """
        # a comment
        StartAt: Greet
        States:
          Greet:
            Type: Pass
            Result: {on: yes, at: 2020-01-01T00:00:00Z, count: 3}
            End: true
        """;

    // when
    ParseResult result = DefinitionParser.parse(definition, DefinitionFormat.YAML);

    // then
    StateMachine machine = result.stateMachine().orElseThrow();
    PassState greet = (PassState) machine.state("Greet");
    assertThat(greet.result())
        .hasToString("{\"on\":\"yes\",\"at\":\"2020-01-01T00:00:00Z\",\"count\":3}");
  }

  @Test
  void shouldPointAtFindings() {
    // given
    String definition =
        """
        StartAt: A
        States:
          A: {Type: Wait, Seconds: -1, End: true}
        """;

    // when
    ParseResult result = DefinitionParser.parse(definition, DefinitionFormat.YAML);

    // then
    assertThat(result.diagnostics())
        .extracting(Diagnostic::toString)
        .containsExactly("SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/A/Seconds");
  }

  @Test
  void shouldRefuseAliases() {
    // given
    String definition =
        """
        StartAt: A
        States:
          A: &pass {Type: Pass, End: true}
          B: *pass
        """;

    // when
    ParseResult result = DefinitionParser.parse(definition, DefinitionFormat.YAML);

    // then
    assertThat(result.stateMachine()).isEmpty();
    assertThat(result.diagnostics().getFirst().message())
        .contains("YAML aliases are not supported");
  }

  @Test
  void shouldReportSyntaxErrorsWithTheirPlace() {
    // when
    ParseResult result = DefinitionParser.parse("StartAt: [A\nStates: {", DefinitionFormat.YAML);

    // then
    assertThat(result.diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo(DiagnosticCode.INVALID_JSON_DESCRIPTION);
              assertThat(found.location()).contains("line: 2");
            });
  }

  @Test
  void shouldReportDuplicates() {
    // when
    ParseResult result =
        DefinitionParser.parse("StartAt: A\nStartAt: B\nStates: {}", DefinitionFormat.YAML);

    // then
    assertThat(result.diagnostics())
        .singleElement()
        .satisfies(found -> assertThat(found.message()).isEqualTo("Duplicate field 'StartAt'"));
  }
}
