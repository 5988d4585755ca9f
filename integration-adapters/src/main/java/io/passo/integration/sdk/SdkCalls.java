package io.passo.integration.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.integration.AwsClients;
import io.passo.integration.Endpoints;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.SdkErrors;
import io.passo.integration.ServiceNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls any action of any service that has an SDK client on the class path. */
@ApplicationScoped
public class SdkCalls {
  private final SdkCatalogue catalogue;
  private final Endpoints endpoints;
  private final Roles roles;
  private final OwnCredentials own;
  private final Map<String, AwsClients<?>> clients = new ConcurrentHashMap<>();

  /** Calls services where they are. */
  public SdkCalls(SdkCatalogue catalogue, Endpoints endpoints, Roles roles, OwnCredentials own) {
    this.catalogue = catalogue;
    this.endpoints = endpoints;
    this.roles = roles;
    this.own = own;
  }

  /** True if the service has the action. */
  public boolean offers(String service, String action) {
    return catalogue.service(service).flatMap(found -> found.action(action)).isPresent();
  }

  /** What stands before the errors of a service. */
  public String prefix(String service) {
    return service(service).prefix();
  }

  /**
   * Makes a call for a Task of {@code aws-sdk}.
   *
   * @throws IntegrationException with the errors of {@code aws-sdk} (integrations.md §4)
   */
  public SdkReply call(String service, String action, JsonNode parameters, IntegrationCall call)
      throws IntegrationException {
    try {
      return send(service, action, parameters, call);
    } catch (SdkException e) {
      throw SdkErrors.of(e, prefix(service));
    }
  }

  /**
   * Makes a call for an optimised integration.
   *
   * @throws IntegrationException with the errors of the integration (integrations.md §8)
   */
  public SdkReply call(
      String service, String action, JsonNode parameters, IntegrationCall call, ServiceNames names)
      throws IntegrationException {
    try {
      return send(service, action, parameters, call);
    } catch (SdkException e) {
      throw SdkErrors.of(e, names);
    }
  }

  private SdkReply send(String id, String name, JsonNode parameters, IntegrationCall call)
      throws IntegrationException {
    SdkService service = service(id);
    SdkAction action = service.action(name).orElseThrow();
    Optional<AwsCredentialsProvider> credentials =
        roles.of(call).or(() -> own.at(service.prefix(), call));
    AwsRequest.Builder request = action.request(parameters);
    request.overrideConfiguration(
        override -> {
          override.apiCallTimeout(call.timeout());
          credentials.ifPresent(override::credentialsProvider);
        });
    try {
      return action.call(clients(service).in(call.region()), request.build(), parameters);
    } catch (IllegalArgumentException | NullPointerException e) {
      // A few clients check what they are given before they ask their service.
      throw SdkClientException.create(String.valueOf(e.getMessage()), e);
    }
  }

  private AwsClients<?> clients(SdkService service) {
    return clients.computeIfAbsent(
        service.id(), id -> AwsClients.of(endpoints.of(service.prefix()), service::builder));
  }

  private SdkService service(String id) {
    Optional<SdkService> found = catalogue.service(id);
    return found.orElseThrow(
        () -> new IllegalStateException("Expected the SDK client of " + id + " on the class path"));
  }
}
