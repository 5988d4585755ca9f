package io.passo.coordinator.api.arrival;

import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How long the head of a request, and then its body, may take to arrive: {@code
 * PASSO_ARRIVAL_TIMEOUT}.
 */
public final class ArrivalTime {
  private static final Duration STANDARD = Duration.ofSeconds(30);

  /** One for the process: connections are accepted before there are beans. */
  public static final Duration LIMIT =
      ConfigProvider.getConfig()
          .getOptionalValue("passo.arrival-timeout", Duration.class)
          .orElse(STANDARD);

  private ArrivalTime() {}
}
