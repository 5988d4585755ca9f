package io.passo.coordinator.boot;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** One readiness answer per server, and one for the partitions. */
@Dependent
final class DependencyHealth {
  @Produces
  @Readiness
  @Singleton
  HealthCheck kafka(KafkaDependency kafka) {
    return () -> probe(kafka);
  }

  @Produces
  @Readiness
  @Singleton
  HealthCheck redis(RedisDependency redis) {
    return () -> probe(redis);
  }

  @Produces
  @Readiness
  @Singleton
  HealthCheck postgresql(PostgresDependency postgres) {
    return () -> probe(postgres);
  }

  @Produces
  @Readiness
  @Singleton
  HealthCheck partitions(Engine engine) {
    return () ->
        HealthCheckResponse.named("partitions")
            .status(engine.isReady())
            .withData("owned", engine.owned())
            .build();
  }

  private static HealthCheckResponse probe(Dependency dependency) {
    try {
      dependency.probe();
      return HealthCheckResponse.up(dependency.name());
    } catch (Exception e) {
      return HealthCheckResponse.named(dependency.name())
          .down()
          .withData("reason", Waiting.reason(e))
          .build();
    }
  }
}
