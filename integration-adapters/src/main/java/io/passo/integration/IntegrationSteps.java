package io.passo.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.protocol.Job;
import io.passo.protocol.Payload;
import io.passo.protocol.StepCommand;
import io.passo.worker.JobHandler;
import io.passo.worker.PayloadJson;
import io.passo.worker.Step;
import io.passo.worker.StepOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs steps by the integration that handles their resource. */
final class IntegrationSteps implements JobHandler {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int REGION_FIELD = 3;

  private final List<Integration> integrations;
  private final JsonMapper mapper = PayloadJson.mapper();

  IntegrationSteps(List<Integration> integrations) {
    this.integrations = List.copyOf(integrations);
  }

  @Override
  public StepOutcome handle(Step step) {
    StepCommand command = step.command();
    Optional<Resource> resource = Resource.parse(command.resource());
    Optional<Integration> integration = resource.flatMap(this::integration);
    if (resource.isEmpty() || integration.isEmpty()) {
      return StepOutcome.failed(
          "States.Runtime",
          "Expected the resource of an integration that is installed but found '"
              + command.resource()
              + "'");
    }
    return call(integration.get(), resource.get(), command);
  }

  private Optional<Integration> integration(Resource resource) {
    return integrations.stream()
        .filter(each -> !resource.isJob() || each instanceof JobIntegration)
        .filter(each -> each.handles(resource))
        .findFirst();
  }

  private StepOutcome call(Integration integration, Resource resource, StepCommand command) {
    try {
      IntegrationCall call = call(resource, command);
      return switch (resource.ending()) {
        case ANSWER -> new StepOutcome.Succeeded(integration.call(call));
        case CALLBACK -> new StepOutcome.Submitted(integration.call(call));
        case JOB, JOB_AS_JSON -> started(((JobIntegration) integration).start(call));
      };
    } catch (IntegrationException e) {
      return StepOutcome.failed(e.error(), e.errorCause());
    } catch (IOException e) {
      return StepOutcome.failed(
          "States.Runtime", "Expected parameters as JSON but found other text");
    }
  }

  private static StepOutcome started(JobIntegration.Started job) {
    return new StepOutcome.JobStarted(job.response(), Payload.of(job.handle().toString()));
  }

  @Override
  public Optional<StepOutcome> look(Job job) throws IOException, IntegrationException {
    try {
      return owner(job)
          .look(callOf(job), mapper.readTree(job.handle().utf8()))
          .map(StepOutcome.Succeeded::new);
    } catch (IntegrationException e) {
      if (e.isTransient()) {
        throw e;
      }
      return Optional.of(StepOutcome.failed(e.error(), e.errorCause()));
    }
  }

  @Override
  public void cancel(Job job) throws IOException, IntegrationException {
    owner(job).cancel(callOf(job), mapper.readTree(job.handle().utf8()));
  }

  private JobIntegration owner(Job job) {
    return Resource.parse(job.command().resource())
        .flatMap(this::integration)
        .map(JobIntegration.class::cast)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected an integration for the job of " + job.command().resource()));
  }

  private IntegrationCall callOf(Job job) throws IOException {
    return call(Resource.parse(job.command().resource()).orElseThrow(), job.command());
  }

  private IntegrationCall call(Resource resource, StepCommand command) throws IOException {
    JsonNode parameters = mapper.readTree(command.input().text());
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
