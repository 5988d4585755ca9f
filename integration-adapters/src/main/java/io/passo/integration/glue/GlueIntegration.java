package io.passo.integration.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.integration.IntegrationCall;
import io.passo.integration.IntegrationException;
import io.passo.integration.JobIntegration;
import io.passo.integration.Resource;
import io.passo.integration.ServiceNames;
import io.passo.integration.sdk.Form;
import io.passo.integration.sdk.SdkCalls;
import io.passo.integration.sdk.SdkReply;
import io.passo.protocol.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@code glue:startJobRun}, also with {@code .sync} (integrations.md §2). */
@ApplicationScoped
public class GlueIntegration implements JobIntegration {
  private static final ServiceNames NAMES =
      new ServiceNames("Glue", "AWSGlue", "AWSGlueException", "GlueException");
  private static final String JOB = "JobName";
  private static final String RUN = "RunId";

  private final SdkCalls sdk;
  private final JsonMapper mapper = new JsonMapper();

  /** Calls by the SDK. */
  public GlueIntegration(SdkCalls sdk) {
    this.sdk = sdk;
  }

  @Override
  public boolean handles(Resource resource) {
    return resource.service().equals("glue")
        && resource.action().equals("startJobRun")
        && (resource.ending() == Resource.Ending.ANSWER
            || resource.ending() == Resource.Ending.JOB);
  }

  @Override
  public Payload call(IntegrationCall call) throws IntegrationException {
    return call("startJobRun", call.parameters(), call).optimised();
  }

  @Override
  public Started start(IntegrationCall call) throws IntegrationException {
    SdkReply reply = call("startJobRun", call.parameters(), call);
    ObjectNode handle = mapper.createObjectNode();
    handle.set(JOB, call.parameters().path(JOB));
    handle.set(RUN, reply.json(Form.OPTIMISED).path("JobRunId"));
    return new Started(reply.optimised(), handle);
  }

  @Override
  public Optional<Payload> look(IntegrationCall call, JsonNode handle) throws IntegrationException {
    JsonNode run = call("getJobRun", handle, call).json(Form.OPTIMISED).path("JobRun");
    return switch (run.path("JobRunState").asText()) {
      case "SUCCEEDED" -> Optional.of(Payload.of(run.toString()));
      case "FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED" -> throw JobIntegration.failed(run);
      default -> Optional.empty();
    };
  }

  @Override
  public void cancel(IntegrationCall call, JsonNode handle) throws IntegrationException {
    ObjectNode stop = mapper.createObjectNode();
    stop.set(JOB, handle.path(JOB));
    stop.putArray("JobRunIds").add(handle.path(RUN));
    call("batchStopJobRun", stop, call);
  }

  private SdkReply call(String action, JsonNode parameters, IntegrationCall call)
      throws IntegrationException {
    return sdk.call("glue", action, parameters, call, NAMES);
  }
}
