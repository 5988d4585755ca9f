package io.passo.coordinator.api.execution;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.IncludedData;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.protocol.Payload;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Status and data of an execution. */
@Singleton
public final class DescribeExecution implements Operation<DescribeExecution.Request> {
  private final OwnExecutions executions;
  private final Redrivability redrivability;

  public DescribeExecution(OwnExecutions executions, Redrivability redrivability) {
    this.executions = executions;
    this.redrivability = redrivability;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("executionArn", Text.ARN),
        members.choice("includedData", IncludedData.class).orElse(IncludedData.ALL_DATA));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    return executions
        .require(OwnExecutions.own(request.executionArn(), call).toString())
        .chain(
            found ->
                redrivability
                    .whyNot(found)
                    .map(
                        whyNot ->
                            new Answer(
                                found,
                                request.includedData() == IncludedData.ALL_DATA,
                                whyNot.orElse(null))));
  }

  /** What DescribeExecution takes. */
  public record Request(String executionArn, IncludedData includedData) {}

  private record Answer(ExecutionRecord execution, boolean included, @Nullable String notRedrivable)
      implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      Long stopDate = execution.stopDate();
      out.text("executionArn", execution.executionArn())
          .text("stateMachineArn", execution.stateMachineArn())
          .text("name", execution.name())
          .text("status", execution.status().name())
          .time("startDate", Instant.ofEpochMilli(execution.startDate()))
          .time("stopDate", stopDate == null ? null : Instant.ofEpochMilli(stopDate));
      payload(out, "input", "inputDetails", execution.input());
      payload(out, "output", "outputDetails", execution.output());
      out.text("traceHeader", execution.traceHeader())
          .text("error", execution.error())
          .text("cause", execution.cause())
          .text("stateMachineVersionArn", execution.stateMachineVersionArn())
          .text("stateMachineAliasArn", execution.stateMachineAliasArn())
          .text("mapRunArn", execution.mapRunArn())
          .number("redriveCount", execution.redriveCount())
          .time(
              "redriveDate",
              execution.redriveDate() == null
                  ? null
                  : Instant.ofEpochMilli(execution.redriveDate()))
          .text("redriveStatus", notRedrivable == null ? "REDRIVABLE" : "NOT_REDRIVABLE")
          .text("redriveStatusReason", notRedrivable);
    }

    private void payload(
        ResponseWriter out, String name, String details, @Nullable Payload payload) {
      if (payload == null) {
        return;
      }
      if (included) {
        out.text(name, payload.text());
      }
      out.structure(details, members -> members.flag("included", included));
    }
  }
}
