package io.passo.integration.awssdk;

import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.integration.sdk.Form;
import io.passo.integration.sdk.SdkCalls;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code aws-sdk:<service>:<action>} (integrations.md §4). */
@ApplicationScoped
public class AwsSdkIntegration implements Integration {
  private static final String SERVICE = "aws-sdk:";

  private final SdkCalls sdk;

  /** Calls by the SDK. */
  public AwsSdkIntegration(SdkCalls sdk) {
    this.sdk = sdk;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().startsWith(SERVICE)
        && sdk.offers(service(resource), resource.action());
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    Resource resource = call.resource();
    return Payload.of(
        sdk.call(service(resource), resource.action(), call.parameters(), call)
            .json(Form.SDK)
            .toString());
  }

  private static String service(Resource resource) {
    return resource.service().substring(SERVICE.length());
  }
}
