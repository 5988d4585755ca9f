package io.passo.integration.items;

import io.passo.integration.AwsClients;
import io.passo.integration.Endpoints;
import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code ItemReader} of Distributed Maps: a Map Run asks for its items page by page. No Task can
 * call this.
 */
@ApplicationScoped
public class ItemsIntegration implements Integration {
  private static final String LIST = "listObjectsV2";
  private static final Set<String> ACTIONS = Set.of("getObject", LIST);
  private static final String FAILED = "States.ItemReaderFailed";

  private final AwsClients<S3Client> clients;
  private final PageReader pages = new PageReader();

  /** Reads from S3 where it is. */
  public ItemsIntegration(Endpoints endpoints) {
    clients = AwsClients.patient(endpoints.of("S3"), S3Client::builder);
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("s3")
        && ACTIONS.contains(resource.action())
        && resource.ending() == Resource.Ending.ANSWER;
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    try {
      ReadRequest asked = ReadRequest.of(call.resource().action().equals(LIST), call.parameters());
      S3Store store = new S3Store(clients.in(call.region()), asked.owner());
      return new Payload(pages.read(store, asked));
    } catch (IOException e) {
      throw new IntegrationException(FAILED, e.getMessage());
    }
  }
}
