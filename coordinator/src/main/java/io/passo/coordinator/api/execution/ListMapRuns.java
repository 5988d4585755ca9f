package io.passo.coordinator.api.execution;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Page;
import io.passo.coordinator.api.PageTokens;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.passo.coordinator.history.MapRuns;
import io.passo.coordinator.history.MapRuns.Known;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Map Runs that an execution started, newest first. */
@Singleton
public final class ListMapRuns implements Operation<ListMapRuns.Request> {
  private final OwnExecutions executions;
  private final MapRuns mapRuns;
  private final PageTokens tokens;

  public ListMapRuns(OwnExecutions executions, MapRuns mapRuns, PageTokens tokens) {
    this.executions = executions;
    this.mapRuns = mapRuns;
    this.tokens = tokens;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("executionArn", Text.ARN),
        members.integer("maxResults", 0, 1000, 0),
        members.optional("nextToken", Text.PAGE_TOKEN));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    String arn = OwnExecutions.own(request.executionArn(), call).toString();
    String list = String.join("|", name(), arn);
    String cursor = tokens.read(list, request.nextToken());
    int size = Page.size(request.maxResults());
    return executions
        .require(arn)
        .chain(
            execution ->
                CallerContext.back(
                    mapRuns.list(arn, cursor == null ? null : Cursor.parse(cursor), size + 1)))
        .map(found -> Page.of(found, size, last -> tokens.make(list, cursor(last).text())))
        .map(Answer::new);
  }

  private static Cursor cursor(Known last) {
    return new Cursor(last.mapRun().startDate(), last.mapRun().arn());
  }

  /** What ListMapRuns takes. */
  public record Request(String executionArn, int maxResults, @Nullable String nextToken) {}

  private record Answer(Page<Known> page) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.structures("mapRuns", page.entries(), Answer::entry).text("nextToken", page.nextToken());
    }

    private static void entry(ResponseWriter out, Known known) {
      Long stopDate = known.mapRun().stopDate();
      out.text("executionArn", known.executionArn())
          .text("mapRunArn", known.mapRun().arn())
          .text("stateMachineArn", Arns.mapRun(known.mapRun().arn()).stateMachine().toString())
          .time("startDate", Instant.ofEpochMilli(known.mapRun().startDate()))
          .time("stopDate", stopDate == null ? null : Instant.ofEpochMilli(stopDate));
    }
  }
}
