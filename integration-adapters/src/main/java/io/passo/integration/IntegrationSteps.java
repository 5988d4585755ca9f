package io.passo.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.worker.Step;
import io.passo.worker.StepHandler;
import io.passo.worker.StepOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs steps by the integration that handles their resource. */
final class IntegrationSteps implements StepHandler {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int REGION_FIELD = 3;

  private final List<Integration> integrations;
  private final JsonMapper mapper = new JsonMapper();

  IntegrationSteps(List<Integration> integrations) {
    this.integrations = List.copyOf(integrations);
  }

  @Override
  public StepOutcome handle(Step step) {
    StepCommand command = step.command();
    Optional<Resource> resource = Resource.parse(command.resource());
    Optional<Integration> integration =
        resource.flatMap(
            known -> integrations.stream().filter(each -> each.handles(known)).findFirst());
    if (resource.isEmpty() || integration.isEmpty()) {
      return StepOutcome.failed(
          "States.Runtime",
          "Expected the resource of an integration that is installed but found '"
              + command.resource()
              + "'");
    }
    return call(integration.get(), resource.get(), command);
  }

  private StepOutcome call(Integration integration, Resource resource, StepCommand command) {
    try {
      Payload output = integration.call(call(resource, command));
      return resource.callback()
          ? new StepOutcome.Submitted(output)
          : new StepOutcome.Succeeded(output);
    } catch (IntegrationException e) {
      return StepOutcome.failed(e.error(), e.errorCause());
    } catch (IOException e) {
      return StepOutcome.failed(
          "States.Runtime", "Expected parameters as JSON but found other text");
    }
  }

  private IntegrationCall call(Resource resource, StepCommand command) throws IOException {
    JsonNode parameters = mapper.readTree(command.input().utf8());
    Integer seconds = command.timeoutSeconds();
    Duration timeout =
        seconds == null ? LONGEST : Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
    String region = command.executionArn().split(":", -1)[REGION_FIELD];
    return new IntegrationCall(
        resource,
        command.resource(),
        parameters,
        region,
        command.executionArn(),
        command.stateMachineArn(),
        timeout,
        command.attemptId(),
        command.roleArn());
  }
}
