package io.passo.asl.parse;

import static io.passo.asl.parse.Definitions.state;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DefinitionBoundsTest {
  @Test
  void shouldReportTextThatIsNoJsonWithItsPlace() {
    // when
    ParseResult result = DefinitionParser.parse("{\"a\":\n  }");

    // then
    assertThat(result.diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo(DiagnosticCode.INVALID_JSON_DESCRIPTION);
              assertThat(found.message()).startsWith("Unexpected character ('}'");
              assertThat(found.location()).contains("line: 2, column: 3");
            });
  }

  @Test
  void shouldRefuseASecondValue() {
    // when
    ParseResult result = DefinitionParser.parse(state("'Type':'Succeed'") + " {}");

    // then
    assertThat(result.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(DiagnosticCode.INVALID_JSON_DESCRIPTION);
  }

  @Test
  void shouldRefuseDuplicateFields() {
    // when
    ParseResult result = DefinitionParser.parse(state("'Type':'Succeed','Type':'Fail'"));

    // then
    assertThat(result.diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("Duplicate field 'Type'");
  }

  @Test
  void shouldPlaceDuplicateStatesOfInnerWorkflows() {
    // when
    ParseResult result =
        DefinitionParser.parse(
            state(
                "'Type':'Parallel','End':true,'Branches':[{},{'StartAt':'B','States':"
                    + "{'B':{'Type':'Succeed'},'B':{'Type':'Succeed'}}}]"));

    // then
    assertThat(result.diagnostics())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "DUPLICATE_STATE_NAME: Duplicate State name: B at /States/A/Branches[1]/States/B");
  }

  @Test
  void shouldBoundLength() {
    // given
    String comment = "x".repeat(DefinitionTree.MAX_LENGTH);

    // when
    ParseResult result =
        DefinitionParser.parse(state("'Type':'Succeed','Comment':'" + comment + "'"));

    // then
    assertThat(result.stateMachine()).isEmpty();
    assertThat(result.diagnostics().getFirst().message())
        .startsWith("Expected a definition of at most 1048576 characters");
  }

  @Test
  void shouldBoundDepth() {
    // given
    String deep = "[".repeat(700) + "]".repeat(700);

    // when
    ParseResult result = DefinitionParser.parse(state("'Type':'Pass','End':true,'Result':" + deep));

    // then
    assertThat(result.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(DiagnosticCode.TOO_DEEPLY_NESTED);
  }

  @Test
  void shouldReadDeeplyNestedStates() {
    // given
    String inner = "'Type':'Succeed'";
    for (int depth = 0; depth < 100; depth++) {
      String name = "S" + depth;
      inner =
          "'Type':'Parallel','End':true,'Branches':[{'StartAt':'%s','States':{'%s':{%s}}}]"
              .formatted(name, name, inner);
    }

    // when
    ParseResult result = DefinitionParser.parse(state(inner));

    // then
    assertThat(result.stateMachine().orElseThrow().find("S0")).isPresent();
  }
}
