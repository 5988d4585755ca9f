package io.passo.coordinator.api.version;

import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Page;
import io.passo.coordinator.api.PageTokens;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.api.arn.Arns;
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.Version;
import io.passo.coordinator.definition.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Versions of a state machine, newest first; none of one that does not exist, since the service has
 * no error for it. The cursor of a page is its last number.
 */
@Singleton
public final class ListStateMachineVersions implements Operation<ListStateMachineVersions.Request> {
  private final Versions versions;
  private final PageTokens tokens;

  public ListStateMachineVersions(Versions versions, PageTokens tokens) {
    this.versions = versions;
    this.tokens = tokens;
  }

  @Override
  public Request parse(Members members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN),
        members.optional("nextToken", Text.PAGE_TOKEN),
        members.integer("maxResults", 0, 1000, 0));
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    StateMachineArn arn = Arns.unqualified(request.stateMachineArn());
    String list = String.join("|", name(), call.caller().account(), arn.toString());
    String cursor = tokens.read(list, request.nextToken());
    int size = Page.size(request.maxResults());
    return find(arn, cursor == null ? Integer.MAX_VALUE : Integer.parseInt(cursor), size + 1, call)
        .map(
            found -> Page.of(found, size, last -> tokens.make(list, String.valueOf(last.number()))))
        .map(Answer::new);
  }

  private Uni<List<Version>> find(StateMachineArn arn, int before, int limit, Call call) {
    return OwnStateMachines.exists(arn, call)
        ? versions.list(arn.toString(), before, limit)
        : Uni.createFrom().item(List.of());
  }

  /** What ListStateMachineVersions takes. */
  public record Request(String stateMachineArn, @Nullable String nextToken, int maxResults) {}

  private record Answer(Page<Version> page) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.structures("stateMachineVersions", page.entries(), Answer::entry)
          .text("nextToken", page.nextToken());
    }

    private static void entry(ResponseWriter out, Version version) {
      out.text("stateMachineVersionArn", version.arn())
          .time("creationDate", version.creationDate());
    }
  }
}
