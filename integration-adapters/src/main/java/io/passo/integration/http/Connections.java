package io.passo.integration.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.passo.integration.IntegrationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connections by their ARN. They are read when they are used, so that a new secret needs no
 * restart.
 */
@ApplicationScoped
public class Connections {
  static final String ERROR = "Events.ConnectionResource.";

  private static final Pattern ARN =
      Pattern.compile(
          "arn:[a-z-]+:events:[^:]*:[^:]*:connection/([.\\-_A-Za-z0-9]{1,64})(/[^/]+)?");

  private final Optional<Path> folder;
  private final Secrets secrets = new Secrets(System::getenv);
  private final JsonMapper mapper = new JsonMapper();

  /** Reads them from the folder of the configuration. */
  public Connections(HttpConfig config) {
    folder = config.connections();
  }

  Connection of(String arn) throws IntegrationException {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      throw IntegrationException.parameter(
          "ConnectionArn", "the ARN of a connection", "'" + arn + "'");
    }
    String name = parts.group(1);
    Path file =
        folder
            .map(path -> path.resolve(name + ".json"))
            .filter(Files::isReadable)
            .orElseThrow(
                () ->
                    new IntegrationException(
                        ERROR + "ResourceNotFound", "Connection '" + name + "' does not exist."));
    try {
      return new Connection(name, mapper.readTree(file.toFile()), secrets);
    } catch (IOException e) {
      throw invalid(name, "Expected its definition as JSON");
    }
  }

  static IntegrationException invalid(String name, String reason) {
    return new IntegrationException(
        ERROR + "InvalidConnectionState", "Connection '" + name + "' cannot be used: " + reason);
  }
}
