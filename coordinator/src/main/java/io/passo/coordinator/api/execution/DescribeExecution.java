package io.passo.coordinator.api.execution;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.IncludedData;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.WholePayloads;
import io.passo.coordinator.api.maprun.PendingRedrives;
import io.passo.coordinator.history.ExecutionRecord;
import io.passo.protocol.Payload;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Status and data of an execution. */
@Singleton
public final class DescribeExecution implements Operation<DescribeExecution.Request> {
  private final OwnExecutions executions;
  private final Redrivability redrivability;
  private final PendingRedrives pending;
  private final WholePayloads payloads;

  public DescribeExecution(
      OwnExecutions executions,
      Redrivability redrivability,
      PendingRedrives pending,
      WholePayloads payloads) {
    this.executions = executions;
    this.redrivability = redrivability;
    this.pending = pending;
    this.payloads = payloads;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("executionArn", Text.ARN),
        members.choice("includedData", IncludedData.class).orElse(IncludedData.ALL_DATA));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    boolean included = request.includedData() == IncludedData.ALL_DATA;
    return executions
        .require(OwnExecutions.own(request.executionArn(), call).toString())
        .chain(found -> pending.has(found).chain(waits -> answer(found, included, waits)));
  }

  private Uni<Answer> answer(ExecutionRecord found, boolean included, boolean isPending) {
    return isPending
        ? answer(
            found,
            included,
            PendingRedrives.STATUS,
            Optional.of(Redrivability.isAndCannot(PendingRedrives.STATUS)))
        : redrivability
            .whyNotAtAll(found)
            .chain(whyNot -> answer(found, included, found.status().name(), whyNot));
  }

  private Uni<Answer> answer(
      ExecutionRecord found, boolean included, String status, Optional<String> whyNot) {
    return payloads
        .of(included ? found.input() : null)
        .chain(
            input ->
                payloads
                    .of(included ? found.output() : null)
                    .map(
                        output ->
                            new Answer(
                                found,
                                status,
                                included,
                                input.orElse(null),
                                output.orElse(null),
                                whyNot.orElse(null))));
  }

  /** What DescribeExecution takes. */
  public record Request(String executionArn, IncludedData includedData) {}

  private record Answer(
      ExecutionRecord execution,
      String status,
      boolean included,
      @Nullable Payload input,
      @Nullable Payload output,
      @Nullable String notRedrivable)
      implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      Long stopDate = execution.stopDate();
      out.text("executionArn", execution.executionArn())
          .text("stateMachineArn", execution.stateMachineArn())
          .text("name", execution.name())
          .text("status", status)
          .time("startDate", Instant.ofEpochMilli(execution.startDate()))
          .time("stopDate", stopDate == null ? null : Instant.ofEpochMilli(stopDate));
      payload(out, "input", execution.input() != null, input);
      payload(out, "output", execution.output() != null, output);
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
          .text("redriveStatus", redriveStatus())
          .text("redriveStatusReason", notRedrivable);
    }

    // A child is redriven with its Map Run, never by itself.
    private String redriveStatus() {
      if (notRedrivable != null) {
        return "NOT_REDRIVABLE";
      }
      return execution.mapRunArn() == null ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN";
    }

    private void payload(
        ResponseWriter out, String name, boolean present, @Nullable Payload payload) {
      if (!present) {
        return;
      }
      if (payload != null) {
        out.text(name, payload.text());
      }
      out.structure(name + "Details", members -> members.flag("included", included));
    }
  }
}
