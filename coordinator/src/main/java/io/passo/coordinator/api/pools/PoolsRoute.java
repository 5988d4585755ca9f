package io.passo.coordinator.api.pools;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.api.CallerContext;
import io.passo.coordinator.api.arrival.HeadDeadline;
import io.passo.coordinator.engine.PoolBacklogs;
import io.passo.coordinator.engine.PoolBacklogs.Backlog;
import io.passo.coordinator.messaging.AnnouncedFunctions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * {@code GET /passo/pools/<pool>}: what there is to do in a pool and who does it, in numbers that
 * an autoscaler reads. Open to all, as metrics are; Kafka is asked once a second at most.
 */
@Singleton
public final class PoolsRoute {
  private static final Logger LOG = Logger.getLogger(PoolsRoute.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration KEPT = Duration.ofSeconds(1);

  private final Provider<PoolBacklogs> backlogs;
  private final AnnouncedFunctions announced;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private record Known(Backlog backlog, Instant at) {}

  public PoolsRoute(
      Provider<PoolBacklogs> backlogs, AnnouncedFunctions announced, InstantSource clock) {
    this.backlogs = backlogs;
    this.announced = announced;
    this.clock = clock;
  }

  /** Adds the route. */
  public void register(@Observes Router router) {
    router.get("/passo/pools/:pool").handler(this::serve);
  }

  private void serve(RoutingContext context) {
    HeadDeadline.begun(context.request());
    HttpServerResponse response = context.response();
    response.putHeader("Content-Type", "application/json");
    String pool = context.pathParam("pool");
    if (!announced.isPool(pool)) {
      response.setStatusCode(404).end("{\"message\":\"Expected the name of a pool\"}");
      return;
    }
    CallerContext.back(Uni.createFrom().item(() -> document(pool)).runSubscriptionOn(threads))
        .subscribe()
        .with(
            document -> response.end(document.toString()),
            failure -> {
              LOG.debugf(failure, "Backlog of a pool not told: pool=%s", pool);
              response.setStatusCode(503).end("{\"message\":\"Kafka does not answer\"}");
            });
  }

  private ObjectNode document(String pool) {
    Instant now = clock.instant();
    Backlog backlog =
        known
            .compute(
                pool,
                (name, last) ->
                    last != null && last.at().plus(KEPT).isAfter(now)
                        ? last
                        : new Known(backlogs.get().of(name), now))
            .backlog();
    ObjectNode document =
        JSON.createObjectNode()
            .put("pool", pool)
            .put("unfinished", backlog.unfinished())
            .put("oldestAgeSeconds", backlog.oldest().map(sent -> seconds(sent, now)).orElse(0.0))
            .put("workers", backlog.members());
    Optional<Instant> heard = announced.lastHeard(pool);
    heard.ifPresent(at -> document.put("lastHeardSecondsAgo", seconds(at, now)));
    return document.put("reason", reason(backlog, heard));
  }

  private static String reason(Backlog backlog, Optional<Instant> heard) {
    if (backlog.unfinished() == 0) {
      return "Nothing waits";
    }
    if (backlog.members() > 0) {
      return "Workers have not finished these steps yet";
    }
    return heard.isPresent() ? "The workers are gone" : "No worker has been heard of";
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
