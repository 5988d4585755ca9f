package io.passo.integration.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.JobIntegration;
import io.passo.integration.Resource;
import io.passo.integration.ServiceNames;
import io.passo.integration.sdk.Form;
import io.passo.integration.sdk.SdkCalls;
import io.passo.integration.sdk.SdkReply;
import io.passo.protocol.Payload;
import io.passo.worker.PayloadJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code states:startExecution} with all patterns (integrations.md §3).
 *
 * <p>An execution without a name gets one that follows from the attempt: an attempt that is run
 * again finds the execution that it has started before.
 */
@ApplicationScoped
public class NestedExecutions implements JobIntegration {
  private static final ServiceNames NAMES =
      new ServiceNames(
          "StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException", "SfnException");
  private static final String EXISTS = "StepFunctions.ExecutionAlreadyExistsException";
  private static final String UNKNOWN = "StepFunctions.ExecutionDoesNotExistException";
  private static final String SERVICE = "sfn";
  private static final String NAME = "Name";
  private static final String EXECUTION = "ExecutionArn";
  private static final List<String> DESCRIPTION =
      List.of(
          EXECUTION,
          "Cause",
          "Error",
          "Input",
          "InputDetails",
          NAME,
          "Output",
          "OutputDetails",
          "StartDate",
          "StateMachineArn",
          "Status",
          "StopDate");

  private final SdkCalls sdk;
  private final JsonMapper mapper = PayloadJson.mapper();

  /** Calls by the SDK. */
  public NestedExecutions(SdkCalls sdk) {
    this.sdk = sdk;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("states") && resource.action().equals("startExecution");
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    return startOrFind(call).optimised();
  }

  @Override
  public Started start(IntegrationCall call) throws IntegrationException {
    SdkReply reply = startOrFind(call);
    ObjectNode handle = mapper.createObjectNode();
    handle.set(EXECUTION, reply.json(Form.OPTIMISED).path(EXECUTION));
    return new Started(reply.optimised(), handle);
  }

  private SdkReply startOrFind(IntegrationCall call) throws IntegrationException {
    if (call.parameters().hasNonNull(NAME) || !call.parameters().isObject()) {
      return call("startExecution", call.parameters(), call);
    }
    String name =
        UUID.nameUUIDFromBytes(call.attemptId().getBytes(StandardCharsets.UTF_8)).toString();
    ObjectNode parameters = call.parameters().deepCopy();
    parameters.put(NAME, name);
    try {
      return call("startExecution", parameters, call);
    } catch (IntegrationException e) {
      if (!e.error().equals(EXISTS)) {
        throw e;
      }
      String machine = parameters.path("StateMachineArn").asText();
      return call("describeExecution", handle(ExecutionArns.of(machine, name)), call);
    }
  }

  @Override
  public Optional<Payload> look(IntegrationCall call, JsonNode handle) throws IntegrationException {
    ObjectNode execution = describe(handle, call);
    execution.retain(DESCRIPTION);
    return switch (execution.path("Status").asText()) {
      case "SUCCEEDED" -> Optional.of(Payload.of(result(execution, call.resource()).toString()));
      case "FAILED", "TIMED_OUT", "ABORTED" -> throw JobIntegration.failed(execution);
      default -> Optional.empty();
    };
  }

  // Executions are found a little later than they are started.
  private ObjectNode describe(JsonNode handle, IntegrationCall call) throws IntegrationException {
    try {
      return call("describeExecution", handle, call).json(Form.OPTIMISED);
    } catch (IntegrationException e) {
      throw e.error().equals(UNKNOWN)
          ? new IntegrationException(e.error(), e.errorCause(), true)
          : e;
    }
  }

  @Override
  public void cancel(IntegrationCall call, JsonNode handle) throws IntegrationException {
    call("stopExecution", handle, call);
  }

  private JsonNode result(ObjectNode execution, Resource resource) {
    if (resource.ending() == Resource.Ending.JOB_AS_JSON) {
      parse(execution, "Input");
      parse(execution, "Output");
    }
    return execution;
  }

  private void parse(ObjectNode execution, String name) {
    JsonNode text = execution.path(name);
    if (text.isTextual()) {
      try {
        execution.set(name, mapper.readTree(text.textValue()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Expected the " + name + " of an execution as JSON", e);
      }
    }
  }

  private JsonNode handle(String executionArn) {
    return mapper.createObjectNode().put(EXECUTION, executionArn);
  }

  private SdkReply call(String action, JsonNode parameters, IntegrationCall call)
      throws IntegrationException {
    return sdk.call(SERVICE, action, parameters, call, NAMES);
  }
}
