package io.passo.integration;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Where services are: {@code AWS_ENDPOINT_URL_<SERVICE>}, else {@code AWS_ENDPOINT_URL}, else AWS.
 */
@ApplicationScoped
public class Endpoints {
  private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final Config config;

  /** Reads them from the configuration. */
  public Endpoints(Config config) {
    this.config = config;
  }

  /**
   * Endpoint of a service.
   *
   * @param service its name as the SDK's client has it, for example {@code Sqs} or {@code
   *     SecretsManager}, whose variables end with {@code SQS} and {@code SECRETSMANAGER} or {@code
   *     SECRETS_MANAGER}
   */
  public Optional<URI> of(String service) {
    return value("AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT))
        .or(() -> value("AWS_ENDPOINT_URL_" + words(service)))
        .or(() -> value("AWS_ENDPOINT_URL"))
        .map(URI::create);
  }

  private static String words(String service) {
    return WORD.matcher(service).replaceAll("_").toUpperCase(Locale.ROOT);
  }

  private Optional<String> value(String name) {
    return config.getOptionalValue(name, String.class).filter(text -> !text.isBlank());
  }
}
