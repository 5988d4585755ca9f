package io.passo.coordinator.api.alias;

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
import io.passo.coordinator.api.arn.StatesArn.StateMachineArn;
import io.passo.coordinator.api.statemachine.OwnStateMachines;
import io.passo.coordinator.definition.Alias;
import io.passo.coordinator.definition.Aliases;
import io.passo.coordinator.definition.Aliases.Cursor;
import io.passo.coordinator.definition.Aliases.Query;
import io.passo.coordinator.definition.Reference;
import io.passo.coordinator.definition.References;
import io.passo.coordinator.definition.VersionNumbers;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Aliases of a state machine, or of one of its versions, newest first. The cursor of a page is
 * {@code <creation date in ms>|<name>}.
 */
@Singleton
public final class ListStateMachineAliases implements Operation<ListStateMachineAliases.Request> {
  private final Aliases aliases;
  private final References references;
  private final PageTokens tokens;

  public ListStateMachineAliases(Aliases aliases, References references, PageTokens tokens) {
    this.aliases = aliases;
    this.references = references;
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
    StateMachineArn arn = Arns.unlabelled(request.stateMachineArn());
    Integer version = arn.qualifier() == null ? null : version(arn.qualifier());
    String list = String.join("|", name(), call.caller().account(), arn.toString());
    Cursor after = cursor(tokens.read(list, request.nextToken()));
    int size = Page.size(request.maxResults());
    return OwnStateMachines.require(arn.unqualified(), call, references::find)
        .map(Reference::machine)
        .map(OwnStateMachines::active)
        .call(machine -> checkVersion(arn))
        .chain(machine -> aliases.list(new Query(machine.arn(), version, after, size + 1)))
        .map(found -> Page.of(found, size, last -> tokens.make(list, cursor(last))))
        .map(Answer::new);
  }

  private static Integer version(String qualifier) {
    return VersionNumbers.parse(qualifier).orElseThrow(() -> ApiErrors.wrongResourceType("alias"));
  }

  private Uni<?> checkVersion(StateMachineArn arn) {
    return references
        .find(arn.unqualified().toString(), arn.qualifier())
        .map(found -> found.orElseThrow(() -> ApiErrors.resourceNotFound(arn.toString())));
  }

  private static String cursor(Alias alias) {
    return alias.creationDate().toEpochMilli() + "|" + alias.name();
  }

  private static @Nullable Cursor cursor(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int bar = text.indexOf('|');
    return new Cursor(
        Instant.ofEpochMilli(Long.parseLong(text.substring(0, bar))), text.substring(bar + 1));
  }

  /** What ListStateMachineAliases takes. */
  public record Request(String stateMachineArn, @Nullable String nextToken, int maxResults) {}

  private record Answer(Page<Alias> page) implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.structures("stateMachineAliases", page.entries(), Answer::entry)
          .text("nextToken", page.nextToken());
    }

    private static void entry(ResponseWriter out, Alias alias) {
      out.text("stateMachineAliasArn", alias.arn()).time("creationDate", alias.creationDate());
    }
  }
}
