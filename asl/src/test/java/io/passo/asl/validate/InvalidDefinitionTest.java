package io.passo.asl.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.model.Pointer;
import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Definitions;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.DiagnosticCode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidDefinitionTest {
  @Test
  void shouldComposeTheMessageOfTheApi() {
    // given
    String definition =
        Definitions.machine("'A':{'Type':'Pass','Next':'C'},'B':{'Type':'Pass','End':true}");

    // when
    String message =
        InvalidDefinition.message(
            DefinitionChecker.check(definition, StateMachineType.STANDARD).diagnostics());

    // then
    assertThat(message)
        .isEqualTo(
            "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: C at"
                + " /States/A/Next, MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/B'");
  }

  @Test
  void shouldLeaveOutWarningsAndAllButTheFirstErrors() {
    // given
    Diagnostic warning = Diagnostic.warning(DiagnosticCode.NO_DOLLAR, "w", Pointer.ROOT);
    Diagnostic error = Diagnostic.error(DiagnosticCode.INVALID_RESOURCE, "e", Pointer.ROOT);

    // when
    String few = InvalidDefinition.message(List.of(warning, error));
    String many = InvalidDefinition.message(Collections.nCopies(1000, error));

    // then
    assertThat(few).isEqualTo("Invalid State Machine Definition: 'INVALID_RESOURCE: e at /'");
    assertThat(many).hasSizeLessThan(1000);
  }
}
