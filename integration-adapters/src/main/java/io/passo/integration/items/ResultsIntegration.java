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
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code ResultWriter} of Distributed Maps: a Map Run gives the results of its children part by
 * part. No Task can call this.
 */
@ApplicationScoped
public class ResultsIntegration implements Integration {
  private static final String FAILED = "States.ResultWriterFailed";
  private static final Payload NOTHING = Payload.of("{}");

  private final AwsClients<S3Client> clients;
  private final ResultPublisher publisher = new ResultPublisher(ResultFiles.LARGEST);

  /** Writes to S3 where it is. */
  public ResultsIntegration(Endpoints endpoints) {
    clients = AwsClients.patient(endpoints.of("S3"), S3Client::builder);
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("s3")
        && resource.action().equals("putObject")
        && resource.ending() == Resource.Ending.ANSWER;
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    try {
      WriteRequest asked = WriteRequest.of(call.parameters());
      S3Client client = clients.in(call.region());
      return write(client, asked);
    } catch (IOException e) {
      throw new IntegrationException(FAILED, e.getMessage());
    }
  }

  private Payload write(S3Client client, WriteRequest asked) throws IOException {
    try {
      if (asked.results() == null) {
        return Payload.of(publisher.publish(client, asked).toString());
      }
      publisher.keep(client, asked, asked.results());
      return NOTHING;
    } catch (SdkException e) {
      throw S3Store.failed(asked.bucket(), asked.folder(), e);
    }
  }
}
