package io.passo.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.integration.sdk.OwnCredentials;
import io.passo.integration.sdk.Roles;
import io.passo.integration.sdk.SdkCalls;
import io.passo.integration.sdk.SdkCatalogue;
import io.passo.protocol.ExecutionKey;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.worker.Step;
import io.passo.worker.StepOutcome;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Steps as the engine commands them. */
public final class TestSteps {
  /** The execution they belong to. */
  public static final String EXECUTION = "arn:aws:states:us-east-1:000000000000:execution:m:e";

  /** Its state machine. */
  public static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

  private static final JsonMapper MAPPER = new JsonMapper();

  private TestSteps() {}

  /** All services at one endpoint. */
  static Endpoints endpoints(String url) {
    return new Endpoints(
        new SmallRyeConfigBuilder().withDefaultValue("AWS_ENDPOINT_URL", url).build());
  }

  /** The SDK with services where they are. */
  static SdkCalls sdk(Endpoints endpoints) {
    return new SdkCalls(
        new SdkCatalogue(),
        endpoints,
        new Roles(endpoints),
        new OwnCredentials(endpoints, "a secret of the workers"));
  }

  static StepOutcome run(IntegrationSteps steps, String resource, String input) {
    return run(steps, resource, input, null);
  }

  static StepOutcome run(
      IntegrationSteps steps, String resource, String input, @Nullable String roleArn) {
    return steps.handle(new Step(command(resource, input, roleArn), 1));
  }

  /** The command of an attempt. */
  public static StepCommand command(String resource, String input, @Nullable String roleArn) {
    return new StepCommand(
        ExecutionKey.of(EXECUTION),
        EXECUTION,
        3,
        "r",
        2,
        0,
        "000000000000",
        MACHINE,
        "State",
        resource,
        Payload.of(input),
        0,
        null,
        null,
        0,
        null,
        null,
        roleArn,
        null,
        "key");
  }

  /** The output of a step that has succeeded. */
  static JsonNode json(StepOutcome outcome) throws IOException {
    assertThat(outcome).isInstanceOf(StepOutcome.Succeeded.class);
    return MAPPER.readTree(((StepOutcome.Succeeded) outcome).output().utf8());
  }
}
