package io.passo.task.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.WorkerToken;
import io.passo.worker.lambda.FunctionArn;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Functions that were created by the Lambda API, as coordinators tell them. */
public final class CoordinatorFunctions {
  private static final Duration LIST_LIMIT = Duration.ofSeconds(10);
  private static final Duration CODE_LIMIT = Duration.ofMinutes(2);
  private static final String ROOT = "/passo/functions";
  private static final int OK = 200;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final List<URI> coordinators;
  private final MacKey key;
  private final String pool;
  private final InstantSource clock;

  /**
   * What coordinators tell.
   *
   * @param functions in all their versions
   * @param aliases whose versions may be among them
   */
  record Told(List<Described> functions, Map<FunctionKey, Routing> aliases) {}

  /**
   * Where an alias leads.
   *
   * @param others versions that get a part of the calls, between 0 and 1
   */
  record Routing(String version, Map<String, Double> others) {}

  /**
   * A function in one version.
   *
   * @param revision changes with every change
   * @param sha256 hash of its zip, Base64
   */
  record Described(
      FunctionKey key,
      String revision,
      String sha256,
      String runtime,
      String handler,
      int timeoutSeconds,
      int memoryMegabytes,
      int concurrency,
      Map<String, String> environment) {}

  /**
   * Asks nothing yet.
   *
   * @param coordinators base URLs; the first that answers counts
   * @param key secret shared with them
   * @param pool pool of this worker
   */
  public CoordinatorFunctions(
      HttpClient http, List<URI> coordinators, MacKey key, String pool, InstantSource clock) {
    this.http = http;
    this.coordinators = List.copyOf(coordinators);
    this.key = key;
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * All functions of the pool.
   *
   * @throws IOException if no coordinator answers
   */
  Told list() throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        get(ROOT + "?pool=" + encoded(pool), LIST_LIMIT, BodyHandlers.ofByteArray());
    JsonNode told = JSON.readTree(response.body());
    List<Described> functions = new ArrayList<>();
    for (JsonNode function : told.path("functions")) {
      functions.add(described(function));
    }
    Map<FunctionKey, Routing> aliases = new HashMap<>();
    for (JsonNode alias : told.path("aliases")) {
      Map<String, Double> others = new HashMap<>();
      alias
          .path("others")
          .properties()
          .forEach(other -> others.put(other.getKey(), other.getValue().asDouble()));
      aliases.put(
          key(alias, alias.path("alias").asText()),
          new Routing(alias.path("version").asText(), Map.copyOf(others)));
    }
    return new Told(functions, Map.copyOf(aliases));
  }

  /**
   * Puts the zip of a function into a file.
   *
   * @throws IOException if no coordinator answers, or the code is another one by now
   */
  void download(Described function, Path file) throws IOException, InterruptedException {
    get(
        ROOT
            + "/code?account="
            + encoded(function.key().account())
            + "&name="
            + encoded(function.key().name())
            + "&version="
            + encoded(function.key().qualifier())
            + "&sha256="
            + encoded(function.sha256()),
        CODE_LIMIT,
        BodyHandlers.ofFile(file));
  }

  private <T> HttpResponse<T> get(
      String target, Duration limit, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    IOException last = new IOException("Expected the URL of a coordinator but there is none");
    for (URI coordinator : coordinators) {
      try {
        HttpResponse<T> response = http.send(request(coordinator, target, limit), handler);
        if (response.statusCode() == OK) {
          return response;
        }
        last = new IOException(coordinator + target + " answers " + response.statusCode());
      } catch (IOException e) {
        last = new IOException(coordinator + " does not answer: " + e, e);
      }
    }
    throw last;
  }

  private HttpRequest request(URI coordinator, String target, Duration limit) {
    String base = coordinator.toString();
    String url = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + target;
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(limit)
        .header("Authorization", WorkerToken.of(key, target, clock.instant().getEpochSecond()))
        .build();
  }

  private static Described described(JsonNode json) {
    Map<String, String> environment = new HashMap<>();
    json.path("environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return new Described(
        key(json, json.path("version").asText(FunctionArn.LATEST)),
        json.path("revision").asText(),
        json.path("sha256").asText(),
        json.path("runtime").asText(),
        json.path("handler").asText(),
        json.path("timeout").asInt(),
        json.path("memory").asInt(),
        json.path("concurrency").asInt(CodeSettings.DEFAULT_CONCURRENCY),
        Map.copyOf(environment));
  }

  private static FunctionKey key(JsonNode json, String qualifier) {
    return new FunctionKey(json.path("account").asText(), json.path("name").asText(), qualifier);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
