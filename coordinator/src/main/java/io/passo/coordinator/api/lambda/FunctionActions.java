package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.function.Functions;
import io.passo.coordinator.function.StoredFunction;
import io.passo.coordinator.function.StoredFunction.Code;
import io.passo.coordinator.function.StoredFunction.Settings;
import io.passo.coordinator.messaging.AnnouncedFunctions;
import io.passo.coordinator.security.access.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

/** Creates, changes, describes and deletes functions. */
@Singleton
public final class FunctionActions {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int DELETED = 204;

  private final Functions functions;
  private final CodeSource source;
  private final VersionActions versions;
  private final AnnouncedFunctions announced;
  private final FunctionAccess access;
  private final InstantSource clock;

  public FunctionActions(
      Functions functions,
      CodeSource source,
      VersionActions versions,
      AnnouncedFunctions announced,
      FunctionAccess access,
      InstantSource clock) {
    this.functions = functions;
    this.source = source;
    this.versions = versions;
    this.announced = announced;
    this.access = access;
    this.clock = clock;
  }

  Uni<LambdaAnswer> create(LambdaRequest request) {
    ObjectNode json = request.json();
    FunctionMembers members = new FunctionMembers(json);
    FunctionName name =
        FunctionName.parse(members.required("FunctionName"), request.call().caller());
    return access
        .allowed("CreateFunction", name, request.call())
        .map(ignored -> members.settings())
        .chain(
            settings ->
                source
                    .zip(json.path("Code"), request.call())
                    .chain(zip -> create(name, settings, zip)))
        .chain(function -> answer(function, name, members.flag("Publish")))
        .map(document -> LambdaAnswer.json(CREATED, document));
  }

  private Uni<StoredFunction> create(FunctionName name, Settings settings, byte[] zip) {
    StoredFunction function =
        new StoredFunction(
            name.account(),
            name.name(),
            settings,
            FunctionMembers.codeOf(zip),
            UUID.randomUUID(),
            now());
    return functions
        .create(function, zip)
        .map(
            created -> {
              if (!created) {
                throw LambdaErrors.exists(name.name());
              }
              return function;
            });
  }

  private Uni<ObjectNode> answer(StoredFunction function, FunctionName name, boolean publish) {
    return publish
        ? versions.publish(name, "", current -> {}).map(version -> versions.document(version, name))
        : Uni.createFrom().item(() -> document(function, name));
  }

  Uni<LambdaAnswer> updateCode(LambdaRequest request) {
    FunctionName name = request.function();
    ObjectNode json = request.json();
    FunctionMembers members = new FunctionMembers(json);
    boolean dryRun = members.flag("DryRun");
    return access
        .allowed("UpdateFunctionCode", name, request.call())
        .chain(() -> source.zip(json, request.call()))
        .chain(
            zip -> {
              Code code = FunctionMembers.codeOf(zip);
              return dryRun
                  ? found(name).map(function -> function.with(code, now()))
                  : functions
                      .changeCode(
                          name.account(),
                          name.name(),
                          zip,
                          function -> {
                            members.checkRevision(function);
                            return function.with(code, now());
                          })
                      .map(changed -> changed.orElseThrow(() -> LambdaErrors.notFound(name.arn())));
            })
        .chain(function -> answer(function, name, members.flag("Publish") && !dryRun))
        .map(document -> LambdaAnswer.json(OK, document));
  }

  Uni<LambdaAnswer> updateConfiguration(LambdaRequest request) {
    FunctionName name = request.function();
    FunctionMembers members = new FunctionMembers(request.json());
    return access
        .allowed("UpdateFunctionConfiguration", name, request.call())
        .chain(
            () ->
                functions.change(
                    name.account(),
                    name.name(),
                    function -> {
                      members.checkRevision(function);
                      return function.with(members.settings(function.settings()), now());
                    }))
        .map(changed -> changed.orElseThrow(() -> LambdaErrors.notFound(name.arn())))
        .map(function -> LambdaAnswer.json(OK, document(function, name)));
  }

  Uni<LambdaAnswer> get(LambdaRequest request) {
    FunctionName name = request.qualified();
    return access
        .allowed("GetFunction", name, request.call())
        .chain(() -> found(name))
        .chain(
            function ->
                versions
                    .configuration(name)
                    .map(configuration -> described(function, configuration)));
  }

  private static LambdaAnswer described(StoredFunction function, ObjectNode configuration) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("Configuration", configuration);
    answer.putObject("Code").put("RepositoryType", "S3");
    ObjectNode tags = JSON.createObjectNode();
    function.settings().tags().forEach(tags::put);
    if (!tags.isEmpty()) {
      answer.set("Tags", tags);
    }
    return LambdaAnswer.json(OK, answer);
  }

  Uni<LambdaAnswer> getConfiguration(LambdaRequest request) {
    FunctionName name = request.qualified();
    return access
        .allowed("GetFunctionConfiguration", name, request.call())
        .chain(() -> versions.configuration(name))
        .map(configuration -> LambdaAnswer.json(OK, configuration));
  }

  /** Nobody but those whom policies of users and roles allow it may call a function. */
  Uni<LambdaAnswer> policy(LambdaRequest request) {
    return none("GetPolicy", request);
  }

  /** Calls that nobody waits for go nowhere else. */
  Uni<LambdaAnswer> eventInvokeConfig(LambdaRequest request) {
    return none("GetFunctionEventInvokeConfig", request);
  }

  /** Functions have no URLs of their own. */
  Uni<LambdaAnswer> url(LambdaRequest request) {
    return none("GetFunctionUrlConfig", request);
  }

  private Uni<LambdaAnswer> none(String action, LambdaRequest request) {
    FunctionName name = request.function();
    return access
        .allowed(action, name, request.call())
        .chain(() -> found(name))
        .map(
            function -> {
              throw LambdaErrors.nothing();
            });
  }

  /** Runtimes are what is installed with the workers. */
  Uni<LambdaAnswer> runtimeManagement(LambdaRequest request) {
    FunctionName name = request.qualified();
    return access
        .allowed("GetRuntimeManagementConfig", name, request.call())
        .chain(() -> found(name))
        .map(
            function ->
                LambdaAnswer.json(
                    OK,
                    JSON.createObjectNode()
                        .put("UpdateRuntimeOn", "Auto")
                        .put("FunctionArn", name.arn())));
  }

  /** No code is signed. */
  Uni<LambdaAnswer> codeSigning(LambdaRequest request) {
    FunctionName name = request.function();
    return access
        .allowed("GetFunctionCodeSigningConfig", name, request.call())
        .chain(() -> found(name))
        .map(
            function ->
                LambdaAnswer.json(
                    OK, JSON.createObjectNode().put("FunctionName", function.name())));
  }

  /** No concurrency is reserved. */
  Uni<LambdaAnswer> concurrency(LambdaRequest request) {
    FunctionName name = request.function();
    return access
        .allowed("GetFunctionConcurrency", name, request.call())
        .chain(() -> found(name))
        .map(function -> LambdaAnswer.json(OK, JSON.createObjectNode()));
  }

  Uni<LambdaAnswer> list(LambdaRequest request) {
    String after = Objects.requireNonNullElse(request.parameter("Marker"), "");
    int size = request.pageSize();
    Call call = request.call();
    return access
        .allowed(new Permission("lambda:ListFunctions", "*"), call)
        .chain(() -> functions.list(call.caller().account(), after, size + 1))
        .map(
            found -> {
              ObjectNode answer = JSON.createObjectNode();
              ArrayNode list = answer.putArray("Functions");
              found.stream()
                  .limit(size)
                  .forEach(
                      function ->
                          list.add(
                              document(
                                  function, FunctionName.parse(function.name(), call.caller()))));
              if (found.size() > size) {
                answer.put("NextMarker", found.get(size - 1).name());
              }
              return LambdaAnswer.json(OK, answer);
            });
  }

  Uni<LambdaAnswer> delete(LambdaRequest request) {
    FunctionName name = request.qualified();
    Uni<Void> allowed = access.allowed("DeleteFunction", name, request.call());
    if (name.isQualified()) {
      return allowed.chain(() -> versions.delete(name));
    }
    return allowed
        .chain(() -> functions.delete(name.account(), name.name()))
        .map(
            deleted -> {
              if (!deleted) {
                throw LambdaErrors.notFound(name.arn());
              }
              return LambdaAnswer.empty(DELETED);
            });
  }

  private Uni<StoredFunction> found(FunctionName name) {
    return functions
        .find(name.account(), name.name())
        .map(function -> function.orElseThrow(() -> LambdaErrors.notFound(name.arn())));
  }

  private ObjectNode document(StoredFunction function, FunctionName name) {
    return FunctionDocument.of(
        function,
        name.arn(),
        FunctionName.LATEST,
        announced.isHosted(function.account(), function.name()));
  }

  // As exact as it is stored.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
