package io.passo.integration.apigateway;

import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.integration.sdk.Roles;
import io.passo.integration.web.WebCalls;
import io.passo.integration.web.WebRequest;
import io.passo.integration.web.WebResponse;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code apigateway:invoke}, also with a task token (integrations.md §5). */
@ApplicationScoped
public class ApiGatewayIntegration implements Integration {
  private static final String PREFIX = "ApiGateway.";

  private final WebCalls web;
  private final Roles roles;
  private final AwsCredentialsProvider own = DefaultCredentialsProvider.builder().build();
  private final GatewaySigner signer = new GatewaySigner();

  /** Calls what is allowed. */
  public ApiGatewayIntegration(WebCalls web, Roles roles) {
    this.web = web;
    this.roles = roles;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("apigateway")
        && resource.action().equals("invoke")
        && !resource.isJob();
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    WebRequest request = GatewayParameters.request(call);
    WebResponse response = send(signed(request, call));
    if (!response.isSuccessful()) {
      throw new IntegrationException(PREFIX + response.status(), response.body());
    }
    return Payload.of(response.json().toString());
  }

  private WebRequest signed(WebRequest request, IntegrationCall call) throws IntegrationException {
    if (!GatewayParameters.isSigned(call.parameters())) {
      return request;
    }
    AwsCredentialsProvider credentials = roles.of(call).orElse(own);
    try {
      return signer.sign(request, credentials.resolveCredentials(), call.region());
    } catch (SdkException e) {
      throw unreached(e);
    }
  }

  private WebResponse send(WebRequest request) throws IntegrationException {
    try {
      return web.call(request);
    } catch (IOException e) {
      throw new IntegrationException(
          PREFIX + "SdkClientException",
          "Unable to execute HTTP request: " + e + " (Endpoint: " + request.url() + ")");
    }
  }

  private static IntegrationException unreached(Exception failure) {
    return new IntegrationException(PREFIX + "SdkClientException", failure.getMessage());
  }
}
