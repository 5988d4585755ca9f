package io.passo.coordinator.definition;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that routes to one or two versions of a state machine.
 *
 * @param stateMachineArn unqualified
 * @param routes one or two, for different versions; their weights add up to 100
 */
public record Alias(
    String stateMachineArn,
    String name,
    @Nullable String description,
    List<Route> routes,
    Instant creationDate,
    Instant updateDate) {
  public Alias {
    routes = List.copyOf(routes);
    if (routes.isEmpty() || routes.size() > 2) {
      throw new IllegalArgumentException("Expected one or two routes but found " + routes);
    }
  }

  /** ARN of the alias itself. */
  public String arn() {
    return stateMachineArn + ":" + name;
  }

  /** True if it routes to the version. */
  public boolean routesTo(int version) {
    return routes.stream().anyMatch(route -> route.version() == version);
  }

  /**
   * The version of one start.
   *
   * @param percent 0 to 99, drawn at random
   */
  public int route(int percent) {
    Route first = routes.getFirst();
    return percent < first.weight() ? first.version() : routes.getLast().version();
  }

  /** The version that most starts get. */
  public int mainVersion() {
    Route first = routes.getFirst();
    Route last = routes.getLast();
    return first.weight() >= last.weight() ? first.version() : last.version();
  }

  /**
   * How many of a hundred starts get a version.
   *
   * @param weight 0 to 100
   */
  public record Route(int version, int weight) {}
}
