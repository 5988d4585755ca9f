package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.function.FunctionAliases;
import io.passo.coordinator.function.FunctionVersion;
import io.passo.coordinator.function.FunctionVersions;
import io.passo.coordinator.function.Functions;
import io.passo.coordinator.function.StoredFunction;
import io.passo.coordinator.messaging.AnnouncedFunctions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Publishes functions as numbered versions, and finds what a version or alias stands for. */
@Singleton
public final class VersionActions {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int DELETED = 204;
  private static final int MOST_ALIASES = 10_000;

  private final Functions functions;
  private final FunctionVersions versions;
  private final FunctionAliases aliases;
  private final AnnouncedFunctions announced;
  private final FunctionAccess access;

  public VersionActions(
      Functions functions,
      FunctionVersions versions,
      FunctionAliases aliases,
      AnnouncedFunctions announced,
      FunctionAccess access) {
    this.functions = functions;
    this.versions = versions;
    this.aliases = aliases;
    this.announced = announced;
    this.access = access;
  }

  Uni<LambdaAnswer> publish(LambdaRequest request) {
    FunctionName name = request.function();
    FunctionMembers members = new FunctionMembers(request.json());
    return access
        .allowed("PublishVersion", name, request.call())
        .chain(
            () ->
                publish(
                    name,
                    members.optional("Description"),
                    function -> {
                      members.checkRevision(function);
                      checkCode(members.optional("CodeSha256"), function);
                    }))
        .map(version -> LambdaAnswer.json(CREATED, document(version, name)));
  }

  private static void checkCode(String expected, StoredFunction function) {
    if (!expected.isEmpty() && !expected.equals(function.code().sha256())) {
      throw LambdaErrors.invalid(
          "CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s). Please try again with the CodeSHA256 in $LATEST."
              .formatted(expected, function.code().sha256()));
    }
  }

  /** The version of a function as it is now. */
  Uni<FunctionVersion> publish(
      FunctionName name, String description, java.util.function.Consumer<StoredFunction> check) {
    return versions
        .publish(name.account(), name.name(), description, check)
        .map(version -> version.orElseThrow(() -> LambdaErrors.notFound(name.arn())));
  }

  Uni<LambdaAnswer> list(LambdaRequest request) {
    FunctionName name = request.function();
    String marker = Objects.requireNonNullElse(request.parameter("Marker"), "0");
    if (!marker.matches("\\d{1,9}")) {
      throw LambdaErrors.invalid("Expected Marker to be the NextMarker of an answer");
    }
    // The first page begins with the function as it is now.
    boolean isFirst = request.parameter("Marker") == null;
    int room = request.pageSize() - (isFirst ? 1 : 0);
    return access
        .allowed("ListVersionsByFunction", name, request.call())
        .chain(() -> found(name))
        .chain(
            function ->
                versions
                    .list(name.account(), name.name(), Integer.parseInt(marker), room + 1)
                    .map(
                        found -> {
                          ObjectNode answer = page(found, room, name);
                          if (isFirst) {
                            answer
                                .withArray("Versions")
                                .insert(
                                    0,
                                    document(
                                        function,
                                        name.with(FunctionName.LATEST),
                                        FunctionName.LATEST));
                          }
                          return LambdaAnswer.json(OK, answer);
                        }));
  }

  private ObjectNode page(List<FunctionVersion> found, int room, FunctionName name) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("Versions");
    found.stream().limit(room).forEach(version -> list.add(document(version, name)));
    if (found.size() > room) {
      answer.put("NextMarker", room == 0 ? "0" : found.get(room - 1).version());
    }
    return answer;
  }

  /** What a name stands for, with the document that the API answers for it. */
  Uni<ObjectNode> configuration(FunctionName name) {
    return switch (name.kind()) {
      case NONE -> found(name).map(function -> document(function, name, FunctionName.LATEST));
      case LATEST -> found(name).map(function -> document(function, name, FunctionName.LATEST));
      case VERSION -> version(name, name.number()).map(version -> document(version, name));
      case ALIAS ->
          aliases
              .find(name.account(), name.name(), name.qualifier())
              .map(alias -> alias.orElseThrow(() -> LambdaErrors.notFound(name.qualifiedArn())))
              .chain(
                  alias ->
                      configuration(name.with(alias.version()))
                          .map(json -> json.put("FunctionArn", name.qualifiedArn())));
    };
  }

  private Uni<FunctionVersion> version(FunctionName name, int number) {
    return versions
        .find(name.account(), name.name(), number)
        .map(version -> version.orElseThrow(() -> LambdaErrors.notFound(name.qualifiedArn())));
  }

  /** Fails if a version is not there. */
  Uni<Void> require(FunctionName name) {
    return configuration(name).replaceWithVoid();
  }

  Uni<LambdaAnswer> delete(FunctionName name) {
    if (name.kind() != FunctionName.Kind.VERSION) {
      throw LambdaErrors.invalid(
          name.kind() == FunctionName.Kind.ALIAS
              ? "Deletion of aliases is not currently supported."
              : "$LATEST version cannot be deleted without deleting the function.");
    }
    return aliases
        .list(name.account(), name.name(), "", MOST_ALIASES)
        .chain(
            all -> {
              List<String> leading =
                  all.stream()
                      .filter(alias -> alias.leadsTo(name.qualifier()))
                      .map(alias -> alias.alias())
                      .toList();
              if (!leading.isEmpty()) {
                throw new ApiException(
                    "ResourceConflictException",
                    409,
                    "Unable to delete version because the following aliases reference it: "
                        + leading,
                    Map.of());
              }
              return versions.delete(name.account(), name.name(), name.number());
            })
        .map(done -> LambdaAnswer.empty(DELETED));
  }

  private Uni<StoredFunction> found(FunctionName name) {
    return functions
        .find(name.account(), name.name())
        .map(function -> function.orElseThrow(() -> LambdaErrors.notFound(name.arn())));
  }

  /** A version as the API answers it. */
  ObjectNode document(FunctionVersion version, FunctionName name) {
    return document(version.function(), name.with(version.version()), version.version());
  }

  private ObjectNode document(StoredFunction function, FunctionName name, String version) {
    return FunctionDocument.of(
        function,
        name.kind() == FunctionName.Kind.NONE ? name.arn() : name.qualifiedArn(),
        version,
        announced.isHosted(function.account(), function.name()));
  }
}
