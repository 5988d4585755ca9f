package io.passo.standalone.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.asl.data.Json;

/** What {@code lambda:invoke} answers. */
final class LambdaResults {
  private LambdaResults() {}

  /** The response of a function that gave {@code payload} back. */
  static Json invoked(Json payload) {
    ObjectNode response = Json.object().put("ExecutedVersion", "$LATEST");
    response.set("Payload", payload.node());
    response.putObject("SdkHttpMetadata").put("HttpStatusCode", 200);
    return Json.of(response.put("StatusCode", 200));
  }
}
