package io.passo.integration.sqs;

import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.integration.ServiceNames;
import io.passo.integration.sdk.SdkCalls;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code sqs:sendMessage}, also with a task token (integrations.md §2). */
@ApplicationScoped
public class SqsIntegration implements Integration {
  private static final ServiceNames NAMES =
      new ServiceNames("SQS", "AmazonSQS", "AmazonSQSException", "SqsException");

  private final SdkCalls sdk;

  /** Calls by the SDK. */
  public SqsIntegration(SdkCalls sdk) {
    this.sdk = sdk;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("sqs") && resource.action().equals("sendMessage");
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    return sdk.call("sqs", "sendMessage", call.parameters(), call, NAMES).optimised();
  }
}
