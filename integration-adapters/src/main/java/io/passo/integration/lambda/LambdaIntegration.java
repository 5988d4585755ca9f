package io.passo.integration.lambda;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.passo.worker.PayloadJson;
import io.passo.worker.ResultSize;
import io.passo.worker.StepOutcome;
import io.passo.worker.lambda.ErrorDocument;
import io.passo.worker.lambda.FunctionArn;
import io.passo.worker.lambda.LambdaCause;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Functions of a Lambda API, by {@code lambda:invoke} or by their ARN (integrations.md §7). */
@ApplicationScoped
public class LambdaIntegration implements Integration {
  private static final ServiceNames NAMES =
      new ServiceNames("Lambda", "AWSLambda", "AWSLambdaException", "LambdaException");

  private final boolean configured;
  private final AwsClients<LambdaClient> clients;
  // What coordinators send for the Invoke action; no Task can name it.
  private static final String BY_API = "invokeFunction";

  private final JsonMapper mapper = PayloadJson.mapper();

  /** Calls the Lambda API where it is. */
  public LambdaIntegration(Endpoints endpoints) {
    configured = endpoints.of("lambda").isPresent();
    clients = AwsClients.of(endpoints.of("lambda"), LambdaClient::builder);
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("lambda")
        && (resource.action().equals("invoke")
            || resource.action().equals(BY_API)
            || resource.action().equals(Resource.FUNCTION));
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    boolean direct = call.resource().action().equals(Resource.FUNCTION);
    InvokeRequest request =
        direct ? direct(call) : InvokeParameters.request(call.parameters(), mapper);
    if (!configured) {
      throw notFound(call, request);
    }
    boolean byApi = call.resource().action().equals(BY_API);
    InvokeResponse response =
        invoke(call, byApi ? request.toBuilder().logType(logType(call)).build() : request);
    byte[] body = response.payload() == null ? new byte[0] : response.payload().asByteArrayUnsafe();
    if (!byApi) {
      refuseError(response, body, direct);
    }
    refuseTooLarge(call, body);
    if (byApi) {
      return answer(response, body);
    }
    return direct
        ? new Payload(body.length == 0 ? "null".getBytes(StandardCharsets.UTF_8) : checked(body))
        : result(response, body);
  }

  // Without a Lambda API there are only the functions that workers host, and this is none of them.
  private static IntegrationException notFound(IntegrationCall call, InvokeRequest request) {
    String arn =
        FunctionArn.parse(request.functionName(), call.executionArn())
            .map(
                function ->
                    request.qualifier() == null
                        ? function
                        : function.withQualifier(request.qualifier()))
            .map(FunctionArn::qualified)
            .orElse(request.functionName());
    return new IntegrationException(
        "Lambda.ResourceNotFoundException",
        LambdaCause.notFound(arn, UUID.randomUUID().toString()));
  }

  private InvokeRequest direct(IntegrationCall call) {
    return InvokeRequest.builder()
        .functionName(call.arn())
        .payload(SdkBytes.fromUtf8String(call.parameters().toString()))
        .build();
  }

  private InvokeResponse invoke(IntegrationCall call, InvokeRequest request)
      throws IntegrationException {
    try {
      return clients
          .in(call.region())
          .invoke(
              request.toBuilder()
                  .overrideConfiguration(override -> override.apiCallTimeout(call.timeout()))
                  .build());
    } catch (SdkException e) {
      throw SdkErrors.of(e, NAMES);
    }
  }

  private void refuseError(InvokeResponse response, byte[] body, boolean direct)
      throws IntegrationException {
    if (response.functionError() == null) {
      return;
    }
    String document = new String(body, StandardCharsets.UTF_8);
    JsonNode type = tree(body).path("errorType");
    throw new IntegrationException(
        type.isTextual() ? type.textValue() : "Lambda.Unknown",
        direct ? document : ErrorDocument.compact(document));
  }

  private static void refuseTooLarge(IntegrationCall call, byte[] body)
      throws IntegrationException {
    if (ResultSize.isExceeded(body.length)
        && ResultSize.exceeded(call.arn())
            instanceof StepOutcome.Failed(var kind, var error, var cause)) {
      throw new IntegrationException(String.valueOf(error), cause);
    }
  }

  private byte[] checked(byte[] body) throws IntegrationException {
    if (tree(body).isMissingNode()) {
      throw new IntegrationException(
          "Lambda.Unknown", "Expected the function to return JSON but it returned other text.");
    }
    return body;
  }

  private static String logType(IntegrationCall call) {
    return call.parameters().path("LogType").asText("None");
  }

  // For the Invoke action of the API, which shows errors of functions as answers.
  private Payload answer(InvokeResponse response, byte[] body) throws IntegrationException {
    ObjectNode answer = mapper.createObjectNode();
    answer.put("ExecutedVersion", response.executedVersion());
    if (response.functionError() != null) {
      answer.put("FunctionError", response.functionError());
    }
    if (response.logResult() != null) {
      answer.put("LogResult", response.logResult());
    }
    answer.set("Payload", body.length == 0 ? mapper.nullNode() : tree(checked(body)));
    return Payload.of(answer.toString());
  }

  private Payload result(InvokeResponse response, byte[] body) throws IntegrationException {
    ObjectNode result = mapper.createObjectNode();
    result.put("ExecutedVersion", response.executedVersion());
    if (body.length == 0) {
      result.put("Payload", "");
    } else {
      result.set("Payload", tree(checked(body)));
    }
    SdkMetadata.addTo(result, response);
    result.put("StatusCode", response.statusCode());
    return Payload.of(result.toString());
  }

  /** The text as a tree; a missing node if it is no JSON. */
  private JsonNode tree(byte[] text) {
    try {
      return mapper.readTree(text);
    } catch (IOException e) {
      return mapper.missingNode();
    }
  }
}
