package io.passo.coordinator.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.passo.asl.data.Json;
import io.passo.asl.model.TaskResource;
import io.passo.asl.model.TaskResource.LambdaFunction;
import io.passo.asl.model.TaskResource.ServiceIntegration;
import io.passo.coordinator.engine.FunctionDirectory;
import io.passo.protocol.ControlMessage.FunctionsAnnounced;
import io.passo.protocol.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Functions that task-workers host, as they announced them. An entry stays for ten minutes after
 * the last announcement: while all workers of a pool are down for a short time, their steps wait in
 * the pool's topic instead of going elsewhere.
 */
@Singleton
public class AnnouncedFunctions implements FunctionDirectory {
  private static final long KEPT_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Map<String, Announced> byName = new ConcurrentHashMap<>();
  // When workers of a pool were heard last, milliseconds since the epoch.
  private final Map<String, Long> pools = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private volatile Consumer<String> onPool = pool -> {};

  // Pools that were made known.
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private record Announced(String pool, long at) {}

  /**
   * @param clock of this process: those of the workers may be off
   */
  public AnnouncedFunctions(InstantSource clock) {
    this.clock = clock;
  }

  /** Lets {@code action} know every pool, once. */
  public void onPool(Consumer<String> action) {
    onPool = action;
    told.forEach(action);
  }

  /** Takes an announcement that was made now. */
  void heard(FunctionsAnnounced announced) {
    note(announced, clock.millis());
  }

  /** Takes an announcement that was made before this process read the topic. */
  public void remember(FunctionsAnnounced announced) {
    note(announced, Math.min(announced.at(), clock.millis()));
  }

  private void note(FunctionsAnnounced announced, long at) {
    for (String function : announced.functions()) {
      byName.merge(
          function,
          new Announced(announced.pool(), at),
          (known, heard) -> heard.at() >= known.at() ? heard : known);
    }
    pools.merge(announced.pool(), at, Math::max);
    if (told.add(announced.pool())) {
      onPool.accept(announced.pool());
    }
  }

  @Override
  public String poolOf(TaskResource resource, Json parameters, String account) {
    String function = functionOf(resource, parameters);
    if (function == null) {
      return Topics.INTEGRATIONS_POOL;
    }
    return announced(FunctionsAnnounced.ofAccount(account, function))
        .or(() -> announced(function))
        .map(Announced::pool)
        .orElse(Topics.INTEGRATIONS_POOL);
  }

  /** Whether there is such a pool: every installation has two, workers announce others. */
  public boolean isPool(String pool) {
    return pool.equals(Topics.FUNCTIONS_POOL)
        || pool.equals(Topics.INTEGRATIONS_POOL)
        || pools.containsKey(pool);
  }

  /** When workers of a pool announced themselves last; adapters never do. */
  public Optional<Instant> lastHeard(String pool) {
    return Optional.ofNullable(pools.get(pool)).map(Instant::ofEpochMilli);
  }

  /** Whether workers host a function that belongs to an account. */
  public boolean isHosted(String account, String function) {
    return announced(FunctionsAnnounced.ofAccount(account, function)).isPresent();
  }

  private Optional<Announced> announced(String name) {
    return Optional.ofNullable(byName.get(name))
        .filter(found -> found.at() > clock.millis() - KEPT_MILLIS);
  }

  private static @Nullable String functionOf(TaskResource resource, Json parameters) {
    return switch (resource) {
      case LambdaFunction function -> nameOf(function.arn());
      case ServiceIntegration call -> isInvoke(call) ? named(parameters) : null;
      case TaskResource.Activity activity -> null;
    };
  }

  private static boolean isInvoke(ServiceIntegration call) {
    return call.service().equals("lambda")
        && (call.action().equals("invoke") || call.action().equals("invokeFunction"));
  }

  private static @Nullable String named(Json parameters) {
    JsonNode name = parameters.node().path("FunctionName");
    return name.isTextual() ? nameOf(name.textValue()) : null;
  }

  /** Name of a function given as name, {@code name:qualifier}, partial or whole ARN. */
  static String nameOf(String function) {
    int marker = function.indexOf(":function:");
    if (marker >= 0) {
      return upToColon(function.substring(marker + ":function:".length()));
    }
    if (function.startsWith("function:")) {
      return upToColon(function.substring("function:".length()));
    }
    return upToColon(function);
  }

  private static String upToColon(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }
}
