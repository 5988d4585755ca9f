package io.passo.coordinator.api;

import static io.passo.coordinator.api.Service.escaped;
import static io.passo.coordinator.api.Service.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.coordinator.api.Service.Result;
import org.junit.jupiter.api.Test;

class ValidateDefinitionTest {
  private static final String CALLBACK =
      "{'StartAt':'A','States':{'A':{'Type':'Task','End':true,"
          + "'Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken'}}}";

  private final Service service = new Service();

  private Result validate(String definition, String more) {
    return service.call(
        "ValidateStateMachineDefinition",
        json(
            "{'definition':'%s'%s}",
            escaped(definition.replace('\'', '"')), more.replace('\'', '"')));
  }

  @Test
  void shouldFindNothingInAValidDefinition() {
    assertThat(validate(Service.PASS, "").body().toString())
        .isEqualTo(json("{'result':'OK','diagnostics':[],'truncated':false}"));
  }

  @Test
  void shouldReportCodeMessageAndLocation() {
    // when
    Result result = validate("{'StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'}}}", "");

    // then
    assertThat(result.text("result")).isEqualTo("FAIL");
    assertThat(result.body().at("/diagnostics/0/severity").asText()).isEqualTo("ERROR");
    assertThat(result.body().at("/diagnostics/0/code").asText())
        .isEqualTo("MISSING_TRANSITION_TARGET");
    assertThat(result.body().at("/diagnostics/0/location").asText()).isEqualTo("/States/A/Next");
  }

  @Test
  void shouldApplyTheRestrictionsOfExpress() {
    assertThat(validate(CALLBACK, "").text("result")).isEqualTo("OK");
    Result express = validate(CALLBACK, ",'type':'EXPRESS'");
    assertThat(express.text("result")).isEqualTo("FAIL");
    assertThat(express.body().at("/diagnostics/0/message").asText())
        .isEqualTo(
            "Express state machine does not support '.waitForTaskToken' service integration");
  }

  @Test
  void shouldCutTheListAndSaySo() {
    // given
    String two = "{'StartAt':'A','States':{'A':{'Type':'Pass'},'B':{'Type':'Pass'}}}";

    // when
    Result all = validate(two, "");
    Result one = validate(two, ",'maxResults':1");

    // then
    assertThat(all.body().get("diagnostics").size()).isGreaterThan(1);
    assertThat(all.body().get("truncated").booleanValue()).isFalse();
    assertThat(one.body().get("diagnostics")).hasSize(1);
    assertThat(one.body().get("truncated").booleanValue()).isTrue();
  }

  @Test
  void shouldRefuseValuesOutOfRange() {
    assertThat(validate(Service.PASS, ",'maxResults':101").error())
        .isEqualTo(
            "ValidationException: 1 validation error detected: Value '101' at 'maxResults' failed"
                + " to satisfy constraint: Member must have value less than or equal to 100");
  }
}
