package io.passo.coordinator.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.passo.asl.data.Json;
import io.passo.asl.model.TaskResource.LambdaFunction;
import io.passo.asl.model.TaskResource.Pattern;
import io.passo.asl.model.TaskResource.ServiceIntegration;
import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncedFunctionsTest {
  private static final String ACCOUNT = "111122223333";

  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private long now = 1_800_000_000_000L;
  private final AnnouncedFunctions functions =
      new AnnouncedFunctions(() -> Instant.ofEpochMilli(now));

  @Test
  void shouldPreferTheFunctionOfTheAccount() {
    // given
    functions.heard(new FunctionsAnnounced("shared", "w1", List.of("charge"), now));
    functions.heard(
        new FunctionsAnnounced(
            "own", "w2", List.of(FunctionsAnnounced.ofAccount(ACCOUNT, "charge")), now));

    // when
    String own = functions.poolOf(function("charge"), Json.EMPTY_OBJECT, ACCOUNT);
    String others = functions.poolOf(function("charge"), Json.EMPTY_OBJECT, "444455556666");

    // then
    assertThat(own).isEqualTo("own");
    assertThat(others).isEqualTo("shared");
    assertThat(functions.isHosted(ACCOUNT, "charge")).isTrue();
    assertThat(functions.isHosted("444455556666", "charge")).isFalse();
  }

  @Test
  void shouldSendAFunctionToThePoolThatAnnouncedIt() {
    functions.heard(announced(now));
    assertThat(functions.poolOf(function("charge"), Json.EMPTY_OBJECT, ACCOUNT)).isEqualTo("gpu");
  }

  @Test
  void shouldSendUnknownFunctionsToTheIntegrations() {
    functions.heard(announced(now));
    assertThat(functions.poolOf(function("ship"), Json.EMPTY_OBJECT, ACCOUNT))
        .isEqualTo(Topics.INTEGRATIONS_POOL);
  }

  @Test
  void shouldForgetAPoolTenMinutesAfterItsLastAnnouncement() {
    functions.heard(announced(now));
    now += 11 * 60_000;
    assertThat(functions.poolOf(function("charge"), Json.EMPTY_OBJECT, ACCOUNT))
        .isEqualTo(Topics.INTEGRATIONS_POOL);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, 3_600_000})
  void shouldNotMindTheClockOfAWorker(long off) {
    functions.heard(announced(now + off));
    functions.heard(new FunctionsAnnounced("cpu", "worker-2", List.of("charge"), now));
    assertThat(functions.poolOf(function("charge"), Json.EMPTY_OBJECT, ACCOUNT)).isEqualTo("cpu");
    functions.heard(announced(now + off));
    assertThat(functions.poolOf(function("charge"), Json.EMPTY_OBJECT, ACCOUNT)).isEqualTo("gpu");
  }

  @Test
  void shouldRememberAnnouncementsAsOldAsTheyAre() {
    functions.remember(announced(now - 11 * 60_000));
    assertThat(functions.poolOf(function("charge"), Json.EMPTY_OBJECT, ACCOUNT))
        .isEqualTo(Topics.INTEGRATIONS_POOL);
    assertThat(functions.lastHeard("gpu")).contains(Instant.ofEpochMilli(now - 11 * 60_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "charge",
        "charge:PROD",
        "000000000000:function:charge",
        "arn:aws:lambda:us-east-1:000000000000:function:charge",
        "arn:aws:lambda:us-east-1:000000000000:function:charge:$LATEST"
      })
  void shouldUnderstandEveryWayToNameAFunction(String name) throws Exception {
    // given
    functions.heard(announced(now));
    Json parameters = Json.parse("{\"FunctionName\":\"" + name + "\"}");
    var invoke = new ServiceIntegration(INVOKE, "lambda", "invoke", Pattern.REQUEST_RESPONSE, null);

    // when, then
    assertThat(functions.poolOf(invoke, parameters, ACCOUNT)).isEqualTo("gpu");
  }

  @Test
  void shouldTellOfEachPoolOnce() {
    // given
    List<String> pools = new ArrayList<>();
    functions.heard(announced(1));

    // when
    functions.onPool(pools::add);
    functions.heard(announced(2));

    // then
    assertThat(pools).containsExactly("gpu");
  }

  private static LambdaFunction function(String name) {
    return new LambdaFunction("arn:aws:lambda:us-east-1:000000000000:function:" + name);
  }

  private static FunctionsAnnounced announced(long at) {
    return new FunctionsAnnounced("gpu", "worker-1", List.of("charge"), at);
  }
}
