package io.passo.coordinator.api.maprun;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.history.MapRuns.Known;
import io.passo.coordinator.history.MapRuns.Lost;
import io.passo.protocol.MapRunRecord;
import io.passo.protocol.MapRunRecord.Progress;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Configuration and progress of a Map Run. */
@Singleton
public final class DescribeMapRun implements Operation<DescribeMapRun.Request> {
  private final OwnMapRuns mapRuns;
  private final LostChildren lost;

  public DescribeMapRun(OwnMapRuns mapRuns, LostChildren lost) {
    this.mapRuns = mapRuns;
    this.lost = lost;
  }

  @Override
  public Request parse(Members members) {
    return new Request(members.required("mapRunArn", Text.LONG_ARN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    return mapRuns
        .require(request.mapRunArn(), call)
        .chain(known -> lost.of(known.mapRun()).map(lost -> new Answer(known, lost)));
  }

  /** What DescribeMapRun takes. */
  public record Request(String mapRunArn) {}

  private record Answer(Known known, Lost lost) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      MapRunRecord run = known.mapRun();
      Long stopDate = run.stopDate();
      Long redriveDate = run.redriveDate();
      Long count = run.toleratedCount();
      String percentage = run.toleratedPercentage();
      out.text("mapRunArn", run.arn())
          .text("executionArn", known.executionArn())
          .text("status", run.status())
          .time("startDate", Instant.ofEpochMilli(run.startDate()))
          .time("stopDate", stopDate == null ? null : Instant.ofEpochMilli(stopDate))
          .number("maxConcurrency", run.maxConcurrency())
          .decimal(
              "toleratedFailurePercentage", percentage == null ? 0 : Double.parseDouble(percentage))
          .number("toleratedFailureCount", count == null ? 0 : count)
          .structure("itemCounts", members -> counts(members, run.items(), lost.items()))
          .structure(
              "executionCounts", members -> counts(members, run.executions(), lost.children()))
          .number("redriveCount", run.redriveCount())
          .time("redriveDate", redriveDate == null ? null : Instant.ofEpochMilli(redriveDate));
    }

    private static void counts(ResponseWriter out, Progress of, long lost) {
      out.number("pending", of.pending())
          .number("running", of.running())
          .number("succeeded", of.succeeded())
          .number("failed", of.failed())
          .number("timedOut", of.timedOut())
          .number("aborted", of.aborted())
          .number("total", of.total())
          // Observed: results count as written when there is no ResultWriter, too.
          .number("resultsWritten", of.succeeded())
          .number("failuresNotRedrivable", lost)
          .number("pendingRedrive", of.pendingRedrive());
    }
  }
}
