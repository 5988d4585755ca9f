package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.ApiException;
import io.passo.coordinator.function.FunctionAlias;
import io.passo.coordinator.function.FunctionAliases;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names for versions, which can share the calls between two of them. */
@Singleton
public final class AliasActions {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NAME = Pattern.compile("(?!^[0-9]+$)([a-zA-Z0-9-_]{1,128})");
  private static final Pattern VERSION = Pattern.compile("\\$LATEST|[1-9][0-9]{0,8}");
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int DELETED = 204;

  private final FunctionAliases aliases;
  private final VersionActions versions;
  private final FunctionAccess access;

  public AliasActions(FunctionAliases aliases, VersionActions versions, FunctionAccess access) {
    this.aliases = aliases;
    this.versions = versions;
    this.access = access;
  }

  Uni<LambdaAnswer> create(LambdaRequest request) {
    FunctionName name = request.function();
    ObjectNode json = request.json();
    FunctionMembers members = new FunctionMembers(json);
    FunctionAlias unrouted =
        new FunctionAlias(
            name.account(),
            name.name(),
            aliasName(members.required("Name")),
            version(members.required("FunctionVersion")),
            members.optional("Description"),
            null,
            0,
            UUID.randomUUID());
    FunctionAlias alias = routed(unrouted, json.path("RoutingConfig"));
    return access
        .allowed("CreateAlias", name, request.call())
        .chain(() -> require(alias, name))
        .chain(() -> aliases.create(alias))
        .map(
            created -> {
              if (!created) {
                throw new ApiException(
                    "ResourceConflictException",
                    409,
                    "Alias already exists: " + name.with(alias.alias()).qualifiedArn(),
                    Map.of());
              }
              return LambdaAnswer.json(CREATED, document(alias, name));
            });
  }

  private Uni<Void> require(FunctionAlias alias, FunctionName name) {
    Uni<Void> first = versions.require(name.with(alias.version()));
    String other = alias.other();
    return other == null ? first : first.chain(() -> versions.require(name.with(other)));
  }

  Uni<LambdaAnswer> get(LambdaRequest request) {
    FunctionName name = request.function();
    String alias = request.path().get(2);
    return access
        .allowed("GetAlias", name, request.call())
        .chain(() -> aliases.find(name.account(), name.name(), alias))
        .map(found -> LambdaAnswer.json(OK, document(present(found, name, alias), name)));
  }

  private static FunctionAlias present(
      java.util.Optional<FunctionAlias> found, FunctionName name, String alias) {
    return found.orElseThrow(
        () ->
            new ApiException(
                "ResourceNotFoundException",
                404,
                "Cannot find alias arn: " + name.with(alias).qualifiedArn(),
                Map.of()));
  }

  Uni<LambdaAnswer> list(LambdaRequest request) {
    FunctionName name = request.function();
    String after = Objects.requireNonNullElse(request.parameter("Marker"), "");
    String version = request.parameter("FunctionVersion");
    int size = request.pageSize();
    return access
        .allowed("ListAliases", name, request.call())
        .chain(() -> versions.require(name.with(FunctionName.LATEST)))
        .chain(() -> aliases.list(name.account(), name.name(), after, size + 1))
        .map(found -> LambdaAnswer.json(OK, page(found, name, version, size)));
  }

  private static ObjectNode page(
      List<FunctionAlias> found, FunctionName name, @Nullable String version, int size) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("Aliases");
    found.stream()
        .limit(size)
        .filter(alias -> version == null || alias.leadsTo(version))
        .forEach(alias -> list.add(document(alias, name)));
    if (found.size() > size) {
      answer.put("NextMarker", found.get(size - 1).alias());
    }
    return answer;
  }

  Uni<LambdaAnswer> update(LambdaRequest request) {
    FunctionName name = request.function();
    String alias = request.path().get(2);
    ObjectNode json = request.json();
    FunctionMembers members = new FunctionMembers(json);
    return access
        .allowed("UpdateAlias", name, request.call())
        .chain(() -> aliases.find(name.account(), name.name(), alias))
        .map(found -> changed(present(found, name, alias), json, members))
        .chain(wanted -> require(wanted, name))
        .chain(
            () ->
                aliases.change(
                    name.account(),
                    name.name(),
                    alias,
                    before -> {
                      checkRevision(members.optional("RevisionId"), before);
                      return changed(before, json, members);
                    }))
        .map(found -> LambdaAnswer.json(OK, document(present(found, name, alias), name)));
  }

  private static void checkRevision(String expected, FunctionAlias alias) {
    if (!expected.isEmpty() && !expected.equals(alias.revision().toString())) {
      throw LambdaErrors.changed();
    }
  }

  private static FunctionAlias changed(
      FunctionAlias before, ObjectNode json, FunctionMembers members) {
    String version = members.optional("FunctionVersion");
    FunctionAlias after =
        new FunctionAlias(
            before.account(),
            before.name(),
            before.alias(),
            version.isEmpty() ? before.version() : version(version),
            json.has("Description") ? members.optional("Description") : before.description(),
            before.other(),
            before.weight(),
            UUID.randomUUID());
    return json.hasNonNull("RoutingConfig") ? routed(after, json.path("RoutingConfig")) : after;
  }

  Uni<LambdaAnswer> delete(LambdaRequest request) {
    FunctionName name = request.function();
    return access
        .allowed("DeleteAlias", name, request.call())
        .chain(() -> aliases.delete(name.account(), name.name(), request.path().get(2)))
        .map(done -> LambdaAnswer.empty(DELETED));
  }

  private static String aliasName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw pattern(name, "name", NAME.pattern());
    }
    return name;
  }

  private static String version(String text) {
    if (!VERSION.matcher(text).matches()) {
      throw pattern(text, "functionVersion", "(\\$LATEST|[0-9]+)");
    }
    return text;
  }

  private static ApiException pattern(String value, String member, String pattern) {
    return new ApiException(
        "ValidationException",
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
            .formatted(value, member, pattern));
  }

  private static FunctionAlias routed(FunctionAlias alias, JsonNode routing) {
    JsonNode weights = routing.path("AdditionalVersionWeights");
    if (weights.isEmpty()) {
      return with(alias, null, 0);
    }
    if (weights.size() > 1) {
      throw LambdaErrors.invalid(
          "Number of items in AdditionalVersionWeights cannot be greater than 1");
    }
    Map.Entry<String, JsonNode> other = weights.properties().iterator().next();
    double weight = other.getValue().asDouble(-1);
    if (weight < 0 || weight > 1) {
      throw LambdaErrors.invalid("Expected a weight between 0.0 and 1.0");
    }
    if (alias.version().equals(FunctionName.LATEST) || other.getKey().equals(FunctionName.LATEST)) {
      throw LambdaErrors.invalid(
          "$LATEST is not supported for an alias pointing to more than 1 version");
    }
    if (other.getKey().equals(alias.version())) {
      throw LambdaErrors.invalid(
          "Invalid function version "
              + other.getKey()
              + ". Function version is already included in routing configuration.");
    }
    return with(alias, version(other.getKey()), weight);
  }

  private static FunctionAlias with(FunctionAlias alias, @Nullable String other, double weight) {
    return new FunctionAlias(
        alias.account(),
        alias.name(),
        alias.alias(),
        alias.version(),
        alias.description(),
        other,
        weight,
        alias.revision());
  }

  private static ObjectNode document(FunctionAlias alias, FunctionName name) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("AliasArn", name.with(alias.alias()).qualifiedArn())
            .put("Name", alias.alias())
            .put("FunctionVersion", alias.version())
            .put("Description", alias.description())
            .put("RevisionId", alias.revision().toString());
    if (alias.other() != null) {
      json.putObject("RoutingConfig")
          .putObject("AdditionalVersionWeights")
          .put(alias.other(), alias.weight());
    }
    return json;
  }
}
