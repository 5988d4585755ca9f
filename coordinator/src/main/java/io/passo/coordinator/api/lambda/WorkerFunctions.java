package io.passo.coordinator.api.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.arrival.HeadDeadline;
import io.passo.coordinator.config.Secrets;
import io.passo.coordinator.function.FunctionAlias;
import io.passo.coordinator.function.FunctionAliases;
import io.passo.coordinator.function.FunctionVersion;
import io.passo.coordinator.function.FunctionVersions;
import io.passo.coordinator.function.Functions;
import io.passo.coordinator.function.StoredFunction;
import io.passo.protocol.mac.WorkerToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What task-workers ask for: {@code GET /passo/functions?pool=…} lists the functions of their pool,
 * {@code GET /passo/functions/code?account=…&name=…&sha256=…} gives the zip of one. They show a
 * {@link WorkerToken}.
 */
@Singleton
public final class WorkerFunctions {
  private static final Logger LOG = Logger.getLogger(WorkerFunctions.class);
  private static final String ROOT = "/passo/functions";
  private static final JsonMapper JSON = new JsonMapper();

  private final Provider<Functions> functions;
  private final Provider<FunctionVersions> versions;
  private final Provider<FunctionAliases> aliases;
  private final Secrets secrets;
  private final InstantSource clock;

  public WorkerFunctions(
      Provider<Functions> functions,
      Provider<FunctionVersions> versions,
      Provider<FunctionAliases> aliases,
      Secrets secrets,
      InstantSource clock) {
    this.functions = functions;
    this.versions = versions;
    this.aliases = aliases;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** Adds the routes. */
  public void register(@Observes Router router) {
    router.get(ROOT).handler(context -> serve(context, () -> list(context.request())));
    router.get(ROOT + "/code").handler(context -> serve(context, () -> code(context.request())));
  }

  private void serve(RoutingContext context, Supplier<Uni<Optional<Buffer>>> content) {
    HttpServerRequest request = context.request();
    HeadDeadline.begun(request);
    HttpServerResponse response = request.response();
    String token = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    if (!WorkerToken.isValid(
        token, secrets.worker(), request.uri(), clock.instant().getEpochSecond())) {
      response.setStatusCode(403).end();
      return;
    }
    CallerContext.back(content.get())
        .subscribe()
        .with(
            found -> {
              if (found.isPresent()) {
                response.end(found.get());
              } else {
                response.setStatusCode(404).end();
              }
            },
            failure -> {
              LOG.debugf(failure, "Functions cannot be told");
              response.setStatusCode(503).end();
            });
  }

  private Uni<Optional<Buffer>> list(HttpServerRequest request) {
    String pool = parameter(request, "pool");
    return functions
        .get()
        .ofPool(pool)
        .chain(
            latest ->
                versions
                    .get()
                    .ofPool(pool)
                    .chain(
                        published ->
                            aliases
                                .get()
                                .ofPool(pool)
                                .map(named -> document(latest, published, named))))
        .map(found -> Optional.of(Buffer.buffer(found.toString())));
  }

  private Uni<Optional<Buffer>> code(HttpServerRequest request) {
    String version = parameter(request, "version");
    if (version.matches("\\d{1,9}")) {
      return versions
          .get()
          .code(
              parameter(request, "account"),
              parameter(request, "name"),
              Integer.parseInt(version),
              parameter(request, "sha256"))
          .map(zip -> zip.map(Buffer::buffer));
    }
    return functions
        .get()
        .code(
            parameter(request, "account"), parameter(request, "name"), parameter(request, "sha256"))
        .map(zip -> zip.map(Buffer::buffer));
  }

  private static String parameter(HttpServerRequest request, String name) {
    return Objects.requireNonNullElse(request.getParam(name), "");
  }

  private static ObjectNode document(
      List<StoredFunction> functions, List<FunctionVersion> versions, List<FunctionAlias> aliases) {
    ObjectNode document = JSON.createObjectNode();
    ArrayNode list = document.putArray("functions");
    functions.forEach(function -> add(function, FunctionName.LATEST, list));
    versions.forEach(version -> add(version.function(), version.version(), list));
    ArrayNode names = document.putArray("aliases");
    for (FunctionAlias alias : aliases) {
      ObjectNode entry =
          names
              .addObject()
              .put("account", alias.account())
              .put("name", alias.name())
              .put("alias", alias.alias())
              .put("version", alias.version());
      if (alias.other() != null) {
        entry.putObject("others").put(alias.other(), alias.weight());
      }
    }
    return document;
  }

  private static void add(StoredFunction function, String version, ArrayNode list) {
    StoredFunction.Settings settings = function.settings();
    ObjectNode entry =
        list.addObject()
            .put("version", version)
            .put("account", function.account())
            .put("name", function.name())
            .put("revision", function.revision().toString())
            .put("sha256", function.code().sha256())
            .put("runtime", settings.runtime())
            .put("handler", settings.handler())
            .put("timeout", settings.timeout())
            .put("memory", settings.memorySize());
    settings.concurrency().ifPresent(calls -> entry.put("concurrency", calls));
    ObjectNode environment = entry.putObject("environment");
    settings.environment().forEach(environment::put);
  }
}
