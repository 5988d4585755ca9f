package io.passo.coordinator.api.statemachine;

import io.passo.asl.model.StateMachineType;
import io.passo.asl.parse.Diagnostic;
import io.passo.asl.parse.Diagnostic.Severity;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Operation;
import io.passo.coordinator.api.Response;
import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.api.Text;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Checks a definition without creating anything (api.md §11). */
@Singleton
public final class ValidateStateMachineDefinition
    implements Operation<ValidateStateMachineDefinition.Request> {
  private static final int MOST = 100;

  private final CheckedDefinitions definitions;

  public ValidateStateMachineDefinition(CheckedDefinitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public Request parse(Members members) {
    int most = members.integer("maxResults", 0, MOST, MOST);
    return new Request(
        members.required("definition", Text.DEFINITION),
        members.choice("type", StateMachineType.class).orElse(StateMachineType.STANDARD),
        members.choice("severity", Severity.class).orElse(Severity.ERROR),
        most == 0 ? MOST : most);
  }

  @Override
  public Uni<? extends Response> handle(Request request, Call call) {
    return definitions
        .findings(request.definition(), request.type())
        .map(found -> answer(found, request));
  }

  private static Answer answer(List<Diagnostic> found, Request request) {
    List<Diagnostic> shown =
        found.stream()
            .filter(each -> each.isError() || request.severity() == Severity.WARNING)
            .toList();
    return new Answer(
        found.stream().noneMatch(Diagnostic::isError),
        shown.subList(0, Math.min(shown.size(), request.maxResults())),
        shown.size() > request.maxResults());
  }

  /**
   * What ValidateStateMachineDefinition takes.
   *
   * @param severity the least that is reported
   */
  public record Request(
      String definition, StateMachineType type, Severity severity, int maxResults) {}

  private record Answer(boolean valid, List<Diagnostic> diagnostics, boolean truncated)
      implements Response {
    @Override
    public void writeTo(ResponseWriter out) {
      out.text("result", valid ? "OK" : "FAIL")
          .structures("diagnostics", diagnostics, Answer::write)
          .flag("truncated", truncated);
    }

    private static void write(ResponseWriter out, Diagnostic diagnostic) {
      out.text("severity", diagnostic.severity().name())
          .text("code", diagnostic.code().name())
          .text("message", diagnostic.message())
          .text("location", diagnostic.location());
    }
  }
}
