package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.ResponseWriter;
import io.passo.coordinator.definition.Configuration;
import io.passo.coordinator.definition.LoggingConfiguration;
import java.util.List;
import java.util.Optional;

/** Writes what responses say about logging, tracing and encryption. */
public final class SettingsWriter {
  private SettingsWriter() {}

  /** Writes the three structures. */
  public static void write(Configuration configuration, ResponseWriter out) {
    out.structure("loggingConfiguration", logging -> logging(configuration.logging(), logging))
        .structure(
            "tracingConfiguration", tracing -> tracing.flag("enabled", configuration.tracing()))
        .structure(
            "encryptionConfiguration", encryption -> encryption.text("type", "AWS_OWNED_KEY"));
  }

  private static void logging(LoggingConfiguration logging, ResponseWriter out) {
    out.text("level", logging.level().name())
        .flag("includeExecutionData", logging.includeExecutionData());
    List<String> destinations = Optional.ofNullable(logging.logGroupArn()).stream().toList();
    if (!destinations.isEmpty()) {
      out.structures("destinations", destinations, SettingsWriter::destination);
    }
  }

  private static void destination(ResponseWriter out, String logGroupArn) {
    out.structure("cloudWatchLogsLogGroup", group -> group.text("logGroupArn", logGroupArn));
  }
}
