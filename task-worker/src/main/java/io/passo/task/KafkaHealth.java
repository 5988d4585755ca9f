package io.passo.task;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while a broker is connected, the functions are announced and steps are taken. */
@Readiness
@ApplicationScoped
public class KafkaHealth implements HealthCheck {
  private final TaskWorker worker;
  private final Announcer announcer;

  KafkaHealth(TaskWorker worker, Announcer announcer) {
    this.worker = worker;
    this.announcer = announcer;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("kafka")
        .status(worker.isReady() && announcer.isHeard())
        .build();
  }
}
