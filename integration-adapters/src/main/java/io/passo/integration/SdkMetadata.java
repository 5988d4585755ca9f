package io.passo.integration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Members that optimised integrations add to a response (integrations.md §1). */
public final class SdkMetadata {
  private SdkMetadata() {}

  /** Adds {@code SdkHttpMetadata} and {@code SdkResponseMetadata}. */
  public static void addTo(ObjectNode result, AwsResponse response) {
    SdkHttpResponse http = response.sdkHttpResponse();
    ObjectNode metadata = result.putObject("SdkHttpMetadata");
    ObjectNode all = metadata.putObject("AllHttpHeaders");
    ObjectNode first = metadata.putObject("HttpHeaders");
    for (Map.Entry<String, List<String>> header : http.headers().entrySet()) {
      ArrayNode values = all.putArray(header.getKey());
      header.getValue().forEach(values::add);
      first.put(header.getKey(), String.join(",", header.getValue()));
    }
    metadata.put("HttpStatusCode", http.statusCode());
    result
        .putObject("SdkResponseMetadata")
        .put("RequestId", response.responseMetadata().requestId());
  }
}
