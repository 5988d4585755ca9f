package io.passo.coordinator.api.execution;

import io.passo.asl.history.HistoryEvent;
import io.passo.asl.history.HistoryJson;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Page;
import io.passo.coordinator.api.PageTokens;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The history of an execution. The cursor of a page is the id that the next one begins with. */
@Singleton
public final class GetExecutionHistory implements Operation<GetExecutionHistory.Request> {
  private final OwnExecutions executions;
  private final HistoryPages pages;
  private final PageTokens tokens;

  public GetExecutionHistory(OwnExecutions executions, HistoryPages pages, PageTokens tokens) {
    this.executions = executions;
    this.pages = pages;
    this.tokens = tokens;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("executionArn", Text.ARN),
        members.integer("maxResults", 0, 1000, 0),
        members.flag("reverseOrder", false),
        members.optional("nextToken", Text.PAGE_TOKEN),
        members.flag("includeExecutionData", true));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    String arn = OwnExecutions.own(request.executionArn(), call).toString();
    String list =
        String.join(
            "|",
            name(),
            arn,
            String.valueOf(request.reverseOrder()),
            String.valueOf(request.includeExecutionData()));
    String cursor = tokens.read(list, request.nextToken());
    int size = Page.size(request.maxResults());
    return executions
        .require(arn)
        .chain(
            found ->
                pages.read(
                    arn,
                    from(cursor, request),
                    size,
                    request.reverseOrder(),
                    request.includeExecutionData()))
        .map(found -> page(found, list))
        .map(page -> new Answer(page, request.includeExecutionData()));
  }

  private static long from(@Nullable String cursor, Request request) {
    if (cursor != null) {
      return Long.parseLong(cursor);
    }
    return request.reverseOrder() ? Long.MAX_VALUE : 1;
  }

  private Page<HistoryEvent> page(HistoryPages.Found found, String list) {
    return Page.of(
        found.events(),
        found.fitting(),
        last -> tokens.make(list, String.valueOf(found.events().get(found.fitting()).id())));
  }

  /** What GetExecutionHistory takes. */
  public record Request(
      String executionArn,
      int maxResults,
      boolean reverseOrder,
      @Nullable String nextToken,
      boolean includeExecutionData) {}

  private record Answer(Page<HistoryEvent> page, boolean included) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      HistoryJson json = new HistoryJson(included);
      out.list("events", page.entries(), json::write).text("nextToken", page.nextToken());
    }
  }
}
