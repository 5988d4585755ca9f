package io.passo.integration;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Where services are: {@code AWS_ENDPOINT_URL_<SERVICE>}, else {@code AWS_ENDPOINT_URL}, else AWS.
 */
@ApplicationScoped
public class Endpoints {
  private final Config config;

  /** Reads them from the configuration. */
  public Endpoints(Config config) {
    this.config = config;
  }

  /** Endpoint of a service, for example {@code sqs}. */
  public Optional<URI> of(String service) {
    return value("AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT))
        .or(() -> value("AWS_ENDPOINT_URL"))
        .map(URI::create);
  }

  private Optional<String> value(String name) {
    return config.getOptionalValue(name, String.class).filter(text -> !text.isBlank());
  }
}
