package io.passo.integration;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while a broker is connected and steps are taken. */
@Readiness
@ApplicationScoped
public class KafkaHealth implements HealthCheck {
  private final IntegrationAdapters worker;

  KafkaHealth(IntegrationAdapters worker) {
    this.worker = worker;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("kafka").status(worker.isReady()).build();
  }
}
