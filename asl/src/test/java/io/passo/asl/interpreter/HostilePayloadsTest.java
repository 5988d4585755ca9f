package io.passo.asl.interpreter;

import static io.passo.asl.interpreter.Scenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.ErrorName;
import io.passo.asl.history.Details;
import io.passo.asl.history.EventType;
import io.passo.asl.history.HistoryCodec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that what stores them could stumble over: no lane may. */
class HostilePayloadsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"\uD83D\uDE00\":1}", "{\"\\ud83d\\ude00\":1}", "{\"\\ud83d\":\"\\ude00\"}"})
  void shouldKeepNamesBeyondTheBasicPlane(String input) {
    // given
    Scenario run =
        given(
            "{'StartAt':'P','States':{'P':{'Type':'Pass','Parameters':{'a.$':'$'},'Next':'W'},"
                + "'W':{'Type':'Wait','Seconds':1,'Next':'Q'},"
                + "'Q':{'Type':'Pass','OutputPath':'$.a','End':true}}}");

    // when
    run.started(input).advance(Duration.ofSeconds(1));

    // then
    run.thenSucceeded(input);
  }

  @Test
  void shouldWriteCharactersBeyondTheBasicPlaneAsTheyAre() {
    // given
    Scenario run =
        given("{'StartAt':'P','States':{'P':{'Type':'Pass','Parameters':{'a.$':'$'},'End':true}}}");

    // when
    run.started("\"\uD83D\uDE00\"");

    // then
    assertThat(run.end().output()).hasToString("{\"a\":\"\uD83D\uDE00\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Parameters':{'x':{'y.$':'$'}}",
        "'ResultPath':'$.x.y'",
        "'QueryLanguage':'JSONata','Output':{'x':{'y':'{% $states.input %}'}}",
        "'Parameters':{'x':{'y.$':'$'}},'Assign':{'v.$':'States.JsonToString($)'}",
        "'Parameters':{'x':{'y.$':'$'}},'Assign':{'v.$':'$'}",
        "'Parameters':{'x':{'y.$':'$'}},'Assign':{'v.$':'States.Format(\\'{}\\', $)'}",
        "'Parameters':{'x':{'y.$':'$'}},'Assign':{'v.$':'States.Hash($, \\'MD5\\')'}"
      })
  void shouldFailWhatNestsForEver(String state) {
    // given
    Scenario run =
        given(
            ("{'StartAt':'P','States':{'P':{'Type':'Pass'," + state + ",'Next':'P2'},")
                    .replace("\\'", "\u0001")
                    .replace('\'', '"')
                    .replace("\u0001", "'")
                + "\"P2\":{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.z\",\"IsPresent\":true,\"Next\":\"E\"}],"
                + "\"Default\":\"P\"},\"E\":{\"Type\":\"Succeed\"}}}");

    // when
    run.started("{}").advance(Duration.ofMinutes(1));

    // then
    assertThat(run.end().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(run.end().error())
        .isIn(
            ErrorName.DATA_LIMIT_EXCEEDED,
            ErrorName.INTRINSIC_FAILURE,
            ErrorName.QUERY_EVALUATION_ERROR,
            ErrorName.RUNTIME);
  }

  @Test
  void shouldWriteCausesOfHalfCharacters() {
    // given
    Scenario run =
        given(
            "{'StartAt':'T','States':{'T':{'Type':'Task','Resource':'arn:aws:states:::lambda:invoke',"
                + "'Parameters':{'FunctionName':'f'},'End':true}}}");

    // when
    run.started("{}").failed("E\uD83D", "x".repeat(32_767) + "\uD83D\uDE00");

    // then
    HistoryCodec codec = new HistoryCodec();
    assertThat(codec.decode(codec.encode(run.history())).getLast().details())
        .isEqualTo(new Details.Failure(EventType.EXECUTION_FAILED, "E\uFFFD", "x".repeat(32_767)));
  }
}
