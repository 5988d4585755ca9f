package io.passo.coordinator.api.execution;

import io.passo.asl.interpreter.ExecutionStatus;
import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Page;
import io.passo.coordinator.api.PageTokens;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.maprun.OwnMapRuns;
import io.passo.coordinator.api.maprun.PendingRedrives;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.Reference;
import io.passo.coordinator.definition.References;
import io.passo.coordinator.history.ExecutionIndex;
import io.passo.coordinator.history.ExecutionQuery;
import io.passo.coordinator.history.ExecutionQuery.Cursor;
import io.passo.coordinator.history.ExecutionRecord;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executions of a state machine, version, alias or Map Run, newest first. The cursor of a page is
 * {@code <start date in ms>|<execution ARN>}.
 */
@Singleton
public final class ListExecutions implements Operation<ListExecutions.Request> {
  private final References references;
  private final OwnMapRuns mapRuns;
  private final ExecutionIndex index;
  private final PageTokens tokens;

  public ListExecutions(
      References references, OwnMapRuns mapRuns, ExecutionIndex index, PageTokens tokens) {
    this.references = references;
    this.mapRuns = mapRuns;
    this.index = index;
    this.tokens = tokens;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.optional("stateMachineArn", Text.ARN),
        members.choice("statusFilter", StatusFilter.class).orElse(null),
        members.integer("maxResults", 0, 1000, 0),
        members.optional("nextToken", Text.LONG_PAGE_TOKEN),
        members.optional("mapRunArn", Text.LONG_ARN),
        members.choice("redriveFilter", RedriveFilter.class).orElse(null));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    String mapRun = request.mapRunArn();
    if (mapRun != null && request.stateMachineArn() == null) {
      return mapRuns
          .require(mapRun, call)
          .map(found -> PendingRedrives.since(found.mapRun()))
          .chain(
              since ->
                  list(request, new ExecutionQuery.MapRun(mapRun), since, mapRun, call)
                      .map(page -> new Answer(page, since)));
    }
    String machine = stateMachine(request);
    return OwnStateMachines.require(Arns.unlabelled(machine), call, references::find)
        .map(Starts::standard)
        .chain(found -> list(request, owner(found), null, machine, call))
        .map(page -> new Answer(page, null));
  }

  private static String stateMachine(Request request) {
    String machine = request.stateMachineArn();
    if (request.mapRunArn() == null && machine != null) {
      if (request.status() == StatusFilter.PENDING_REDRIVE) {
        throw ApiErrors.validation("The status filter PENDING_REDRIVE needs a mapRunArn");
      }
      return machine;
    }
    throw ApiErrors.validation(
        "Exactly one of stateMachineArn and mapRunArn must be specified",
        "MISSING_REQUIRED_PARAMETER");
  }

  /**
   * A page.
   *
   * @param since when the Map Run whose children are listed was redriven; null if it was not
   */
  private Uni<Page<ExecutionRecord>> list(
      Request request, ExecutionQuery.Owner owner, @Nullable Long since, String arn, Call call) {
    String list =
        String.join(
            "|",
            name(),
            call.caller().account(),
            arn,
            String.valueOf(request.status()),
            String.valueOf(request.redrive()));
    String cursor = tokens.read(list, request.nextToken());
    int size = Page.size(request.maxResults());
    return find(
            request,
            new ExecutionQuery(
                owner,
                status(request),
                redriven(request),
                pending(request, since),
                cursor(cursor),
                size + 1))
        .map(
            found ->
                Page.of(
                    found,
                    size,
                    last ->
                        tokens.make(
                            list, new Cursor(last.startDate(), last.executionArn()).text())));
  }

  private static ExecutionQuery.Owner owner(Reference reference) {
    return switch (reference) {
      case Reference.Latest latest -> new ExecutionQuery.StateMachine(latest.machine().arn());
      case Reference.Published published -> new ExecutionQuery.Version(published.version().arn());
      case Reference.Routed routed -> new ExecutionQuery.Alias(routed.alias().arn());
    };
  }

  private Uni<List<ExecutionRecord>> find(Request request, ExecutionQuery query) {
    // None waits unless the Map Run was redriven and runs.
    return request.status() == StatusFilter.PENDING_REDRIVE && query.pending() == null
        ? Uni.createFrom().item(List.of())
        : index.list(query);
  }

  private static @Nullable Boolean redriven(Request request) {
    return request.redrive() == null ? null : request.redrive() == RedriveFilter.REDRIVEN;
  }

  private static @Nullable ExecutionStatus status(Request request) {
    return request.status() == null || request.status() == StatusFilter.PENDING_REDRIVE
        ? null
        : ExecutionStatus.valueOf(request.status().name());
  }

  /** Those that wait have no other status meanwhile. */
  private static ExecutionQuery.@Nullable Pending pending(Request request, @Nullable Long since) {
    return since == null || request.status() == null
        ? null
        : new ExecutionQuery.Pending(since, request.status() == StatusFilter.PENDING_REDRIVE);
  }

  private static @Nullable Cursor cursor(@Nullable String text) {
    return text == null ? null : Cursor.parse(text);
  }

  /** What ListExecutions takes. */
  public record Request(
      @Nullable String stateMachineArn,
      @Nullable StatusFilter status,
      int maxResults,
      @Nullable String nextToken,
      @Nullable String mapRunArn,
      @Nullable RedriveFilter redrive) {}

  /** Statuses to filter by, in the order in which AWS's error text names them. */
  public enum StatusFilter {
    SUCCEEDED,
    TIMED_OUT,
    PENDING_REDRIVE,
    ABORTED,
    FAILED,
    RUNNING
  }

  /** Whether executions have been redriven. */
  public enum RedriveFilter {
    REDRIVEN,
    NOT_REDRIVEN
  }

  private record Answer(Page<ExecutionRecord> page, @Nullable Long since) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.structures("executions", page.entries(), this::entry).text("nextToken", page.nextToken());
    }

    private void entry(ResponseWriter out, ExecutionRecord execution) {
      Long stopDate = execution.stopDate();
      out.text("executionArn", execution.executionArn())
          .text("stateMachineArn", execution.stateMachineArn())
          .text("name", execution.name())
          .text("status", status(execution))
          .time("startDate", Instant.ofEpochMilli(execution.startDate()))
          .time("stopDate", stopDate == null ? null : Instant.ofEpochMilli(stopDate))
          .text("stateMachineVersionArn", execution.stateMachineVersionArn())
          .text("stateMachineAliasArn", execution.stateMachineAliasArn())
          .text("mapRunArn", execution.mapRunArn())
          .number("itemCount", execution.itemCount())
          .number("redriveCount", execution.redriveCount())
          .time(
              "redriveDate",
              execution.redriveDate() == null
                  ? null
                  : Instant.ofEpochMilli(execution.redriveDate()));
    }

    private String status(ExecutionRecord execution) {
      return PendingRedrives.isPending(execution, since)
          ? PendingRedrives.STATUS
          : execution.status().name();
    }
  }
}
