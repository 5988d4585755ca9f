package io.passo.integration.sns;

import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.integration.ServiceNames;
import io.passo.integration.sdk.SdkCalls;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code sns:publish}, also with a task token. */
@ApplicationScoped
public class SnsIntegration implements Integration {
  private static final ServiceNames NAMES =
      new ServiceNames("SNS", "AmazonSNS", "AmazonSNSException", "SnsException");

  private final SdkCalls sdk;

  /** Calls by the SDK. */
  public SnsIntegration(SdkCalls sdk) {
    this.sdk = sdk;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("sns") && resource.action().equals("publish");
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    return sdk.call("sns", "publish", call.parameters(), call, NAMES).optimised();
  }
}
