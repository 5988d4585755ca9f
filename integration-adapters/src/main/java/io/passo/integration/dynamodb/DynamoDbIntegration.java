package io.passo.integration.dynamodb;

import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.integration.ServiceNames;
import io.passo.integration.sdk.SdkCalls;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** {@code dynamodb:getItem}, {@code putItem}, {@code updateItem}, {@code deleteItem}. */
@ApplicationScoped
public class DynamoDbIntegration implements Integration {
  private static final Set<String> ACTIONS =
      Set.of("getItem", "putItem", "updateItem", "deleteItem");
  private static final ServiceNames NAMES =
      new ServiceNames(
          "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException", "DynamoDbException");

  private final SdkCalls sdk;

  /** Calls by the SDK. */
  public DynamoDbIntegration(SdkCalls sdk) {
    this.sdk = sdk;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("dynamodb")
        && ACTIONS.contains(resource.action())
        && resource.ending() == Resource.Ending.ANSWER;
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    return sdk.call("dynamodb", call.resource().action(), call.parameters(), call, NAMES)
        .optimised();
  }
}
