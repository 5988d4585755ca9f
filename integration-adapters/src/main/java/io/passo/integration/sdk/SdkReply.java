package io.passo.integration.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.integration.SdkMetadata;
import io.passo.protocol.Payload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * What a service has answered.
 *
 * @param response the response
 * @param body text of what came as a stream, if the action has one
 */
public record SdkReply(AwsResponse response, @Nullable String body) {

  /** The response as most optimised integrations give it. */
  public Payload optimised() {
    ObjectNode result = json(Form.OPTIMISED);
    SdkMetadata.addTo(result, response);
    return Payload.of(result.toString());
  }

  /** The response as JSON. */
  public ObjectNode json(Form form) {
    ObjectNode result = ResponseWriter.write(response, form);
    if (body != null) {
      result.put(SdkAction.BODY, body);
    }
    return result;
  }
}
