package io.passo.integration.sdk;

import io.passo.worker.ResultSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;

/** Reads what an action gives as a stream, as far as a result may be large. */
final class Download implements ResponseTransformer<AwsResponse, SdkReply> {
  @Override
  public SdkReply transform(AwsResponse response, AbortableInputStream stream) throws IOException {
    // One byte more than allowed is enough to be refused as too large.
    byte[] bytes = stream.readNBytes(ResultSize.LIMIT + 1);
    if (ResultSize.isExceeded(bytes.length)) {
      stream.abort();
    }
    return new SdkReply(response, new String(bytes, StandardCharsets.UTF_8));
  }
}
