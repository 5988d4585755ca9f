package io.passo.integration.sqs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.integration.AwsClients;
import io.passo.integration.Endpoints;
import io.passo.integration.Integration;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.Resource;
import io.passo.integration.SdkErrors;
import io.passo.integration.SdkMetadata;
import io.passo.integration.ServiceNames;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** {@code sqs:sendMessage} (integrations.md §2). */
@ApplicationScoped
public class SqsIntegration implements Integration {
  private static final ServiceNames NAMES =
      new ServiceNames("SQS", "AmazonSQS", "AmazonSQSException", "SqsException");

  private final AwsClients<SqsClient> clients;
  private final JsonMapper mapper = new JsonMapper();

  /** Calls SQS where it is. */
  public SqsIntegration(Endpoints endpoints) {
    clients = AwsClients.of(endpoints.of("sqs"), SqsClient::builder);
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("sqs") && resource.action().equals("sendMessage");
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    SendMessageRequest request = MessageParameters.request(call.parameters());
    try {
      SendMessageResponse response =
          clients
              .in(call.region())
              .sendMessage(
                  request.toBuilder()
                      .overrideConfiguration(override -> override.apiCallTimeout(call.timeout()))
                      .build());
      return result(response);
    } catch (SdkException e) {
      throw SdkErrors.of(e, NAMES);
    }
  }

  private Payload result(SendMessageResponse response) {
    ObjectNode result = mapper.createObjectNode();
    put(result, "MD5OfMessageAttributes", response.md5OfMessageAttributes());
    put(result, "MD5OfMessageBody", response.md5OfMessageBody());
    put(result, "MD5OfMessageSystemAttributes", response.md5OfMessageSystemAttributes());
    put(result, "MessageId", response.messageId());
    put(result, "SequenceNumber", response.sequenceNumber());
    SdkMetadata.addTo(result, response);
    return Payload.of(result.toString());
  }

  private static void put(ObjectNode result, String name, @Nullable String value) {
    if (value != null) {
      result.put(name, value);
    }
  }
}
