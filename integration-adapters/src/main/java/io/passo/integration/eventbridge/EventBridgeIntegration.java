package io.passo.integration.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.integration.ServiceNames;
import io.passo.integration.sdk.Form;
import io.passo.integration.sdk.SdkCalls;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * {@code events:putEvents}, also with a task token. Every event tells by its resources which
 * execution sent it; one that is refused fails the Task.
 */
@ApplicationScoped
public class EventBridgeIntegration implements Integration {
  private static final String RESOURCES = "Resources";
  private static final ServiceNames NAMES =
      new ServiceNames(
          "EventBridge", "AmazonEventBridge", "AmazonEventBridgeException", "EventBridgeException");

  private final SdkCalls sdk;

  /** Calls by the SDK. */
  public EventBridgeIntegration(SdkCalls sdk) {
    this.sdk = sdk;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("events") && resource.action().equals("putEvents");
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    ObjectNode result =
        sdk.call("eventbridge", "putEvents", withOrigin(call), call, NAMES).json(Form.OPTIMISED);
    if (result.path("FailedEntryCount").asInt() > 0) {
      throw new IntegrationException("EventBridge.FailedEntry", result.toString());
    }
    return Payload.of(result.toString());
  }

  private static JsonNode withOrigin(IntegrationCall call) {
    JsonNode parameters = call.parameters().deepCopy();
    for (JsonNode entry : parameters.path("Entries")) {
      if (entry instanceof ObjectNode event) {
        ArrayNode resources =
            event.path(RESOURCES) instanceof ArrayNode given ? given : event.putArray(RESOURCES);
        resources.add(call.executionArn()).add(call.stateMachineArn());
      }
    }
    return parameters;
  }
}
