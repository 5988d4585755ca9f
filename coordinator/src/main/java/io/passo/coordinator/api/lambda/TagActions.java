package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.function.Functions;
import io.passo.coordinator.function.StoredFunction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tags of functions; they say, among others, which pool runs a function. */
@Singleton
public final class TagActions {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int OK = 200;
  private static final int DONE = 204;

  private final Functions functions;
  private final FunctionAccess access;
  private final InstantSource clock;

  public TagActions(Functions functions, FunctionAccess access, InstantSource clock) {
    this.functions = functions;
    this.access = access;
    this.clock = clock;
  }

  Uni<LambdaAnswer> list(LambdaRequest request) {
    FunctionName name = unqualified(request);
    return access
        .allowed("ListTags", name, request.call())
        .chain(() -> functions.find(name.account(), name.name()))
        .map(
            found -> {
              ObjectNode answer = JSON.createObjectNode();
              ObjectNode tags = answer.putObject("Tags");
              found
                  .orElseThrow(() -> LambdaErrors.notFound(name.arn()))
                  .settings()
                  .tags()
                  .forEach(tags::put);
              return LambdaAnswer.json(OK, answer);
            });
  }

  Uni<LambdaAnswer> tag(LambdaRequest request) {
    Map<String, String> added = FunctionMembers.tags(request.json().path("Tags"));
    return change("TagResource", request, tags -> tags.putAll(added));
  }

  Uni<LambdaAnswer> untag(LambdaRequest request) {
    List<String> removed = request.query().getAll("tagKeys");
    return change("UntagResource", request, tags -> removed.forEach(tags::remove));
  }

  private Uni<LambdaAnswer> change(
      String action, LambdaRequest request, java.util.function.Consumer<Map<String, String>> edit) {
    FunctionName name = unqualified(request);
    Call call = request.call();
    UnaryOperator<StoredFunction> change =
        function -> {
          Map<String, String> tags = new HashMap<>(function.settings().tags());
          edit.accept(tags);
          FunctionMembers.checkTags(tags);
          return function.with(function.settings().tagged(tags), clock.instant());
        };
    return access
        .allowed(action, name, call)
        .chain(() -> functions.change(name.account(), name.name(), change))
        .map(
            changed -> {
              if (changed.isEmpty()) {
                throw LambdaErrors.notFound(name.arn());
              }
              return LambdaAnswer.empty(DONE);
            });
  }

  private static FunctionName unqualified(LambdaRequest request) {
    FunctionName name = request.function();
    if (name.kind() != FunctionName.Kind.NONE) {
      throw LambdaErrors.invalid(
          "Tags on function aliases and versions are not supported. Please specify a function ARN.");
    }
    return name;
  }
}
