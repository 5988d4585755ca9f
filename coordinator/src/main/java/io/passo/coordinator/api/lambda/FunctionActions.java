package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.Call;
import io.passo.coordinator.api.access.ApiAccess;
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
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Creates, changes, describes and deletes functions. */
@Singleton
public final class FunctionActions {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CREATED = 201;
  private static final int OK = 200;
  private static final int DELETED = 204;
  private static final int LARGEST_PAGE = 50;

  private final Functions functions;
  private final AnnouncedFunctions announced;
  private final ApiAccess access;
  private final InstantSource clock;

  public FunctionActions(
      Functions functions, AnnouncedFunctions announced, ApiAccess access, InstantSource clock) {
    this.functions = functions;
    this.announced = announced;
    this.access = access;
    this.clock = clock;
  }

  Uni<LambdaAnswer> create(LambdaRequest request) {
    ObjectNode json = request.json();
    FunctionMembers members = new FunctionMembers(json);
    FunctionName name =
        FunctionName.parse(members.required("FunctionName"), request.call().caller());
    return allowed("CreateFunction", name, request.call())
        .chain(
            () -> {
              Settings settings = members.settings();
              byte[] zip = members.zip(json.path("Code"));
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
                        return LambdaAnswer.json(CREATED, document(function, name));
                      });
            });
  }

  Uni<LambdaAnswer> updateCode(LambdaRequest request) {
    FunctionName name = request.function();
    ObjectNode json = request.json();
    return allowed("UpdateFunctionCode", name, request.call())
        .chain(
            () -> {
              FunctionMembers members = new FunctionMembers(json);
              byte[] zip = members.zip(json);
              Code code = FunctionMembers.codeOf(zip);
              return members.flag("DryRun")
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
        .map(function -> LambdaAnswer.json(OK, document(function, name)));
  }

  Uni<LambdaAnswer> updateConfiguration(LambdaRequest request) {
    FunctionName name = request.function();
    FunctionMembers members = new FunctionMembers(request.json());
    return allowed("UpdateFunctionConfiguration", name, request.call())
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
    FunctionName name = request.function();
    return allowed("GetFunction", name, request.call())
        .chain(() -> found(name))
        .map(
            function -> {
              ObjectNode answer = JSON.createObjectNode();
              answer.set("Configuration", document(function, name));
              answer.putObject("Code").put("RepositoryType", "S3");
              ObjectNode tags = JSON.createObjectNode();
              function.settings().tags().forEach(tags::put);
              if (!tags.isEmpty()) {
                answer.set("Tags", tags);
              }
              return LambdaAnswer.json(OK, answer);
            });
  }

  Uni<LambdaAnswer> getConfiguration(LambdaRequest request) {
    FunctionName name = request.function();
    return allowed("GetFunctionConfiguration", name, request.call())
        .chain(() -> found(name))
        .map(function -> LambdaAnswer.json(OK, document(function, name)));
  }

  /** There is one version, {@code $LATEST}. */
  Uni<LambdaAnswer> listVersions(LambdaRequest request) {
    FunctionName name = request.function();
    return allowed("ListVersionsByFunction", name, request.call())
        .chain(() -> found(name))
        .map(
            function -> {
              ObjectNode answer = JSON.createObjectNode();
              ObjectNode latest = document(function, name);
              latest.put("FunctionArn", name.arn() + ":" + FunctionName.LATEST);
              answer.putArray("Versions").add(latest);
              return LambdaAnswer.json(OK, answer);
            });
  }

  /** No code is signed. */
  Uni<LambdaAnswer> codeSigning(LambdaRequest request) {
    FunctionName name = request.function();
    return allowed("GetFunctionCodeSigningConfig", name, request.call())
        .chain(() -> found(name))
        .map(
            function ->
                LambdaAnswer.json(
                    OK, JSON.createObjectNode().put("FunctionName", function.name())));
  }

  /** No concurrency is reserved. */
  Uni<LambdaAnswer> concurrency(LambdaRequest request) {
    FunctionName name = request.function();
    return allowed("GetFunctionConcurrency", name, request.call())
        .chain(() -> found(name))
        .map(function -> LambdaAnswer.json(OK, JSON.createObjectNode()));
  }

  Uni<LambdaAnswer> list(LambdaRequest request) {
    String after = Objects.requireNonNullElse(request.parameter("Marker"), "");
    int size = pageSize(request.parameter("MaxItems"));
    Call call = request.call();
    return access
        .check(List.of(new Permission("lambda:ListFunctions", "*")), call)
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

  private static int pageSize(@org.jspecify.annotations.Nullable String text) {
    if (text == null) {
      return LARGEST_PAGE;
    }
    if (!text.matches("\\d{1,5}") || text.matches("0+")) {
      throw LambdaErrors.invalid("Expected MaxItems to be between 1 and 10000");
    }
    return Math.min(LARGEST_PAGE, Integer.parseInt(text));
  }

  Uni<LambdaAnswer> delete(LambdaRequest request) {
    FunctionName name = request.function();
    return allowed("DeleteFunction", name, request.call())
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

  // Another account's functions are as good as not there.
  private Uni<Void> allowed(String action, FunctionName name, Call call) {
    return access
        .check(List.of(new Permission("lambda:" + action, name.arn())), call)
        .invoke(
            () -> {
              if (!name.isOf(call.caller())) {
                throw LambdaErrors.notFound(name.arn());
              }
            });
  }

  private ObjectNode document(StoredFunction function, FunctionName name) {
    return FunctionDocument.of(
        function, name.arn(), announced.isHosted(function.account(), function.name()));
  }

  // As exact as it is stored.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
