package io.passo.coordinator.api.statemachine;

import io.passo.coordinator.api.ApiErrors;
import io.passo.coordinator.api.EncryptionMembers;
import io.passo.coordinator.api.Members;
import io.passo.coordinator.api.Text;
import io.passo.coordinator.definition.LoggingConfiguration;
import io.passo.coordinator.definition.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members that CreateStateMachine and UpdateStateMachine share, null where a request leaves
 * them out.
 *
 * @param logging with what was sent, unchecked
 */
record Settings(
    @Nullable LoggingMembers logging,
    @Nullable Boolean tracing,
    VersionMembers version,
    EncryptionMembers encryption) {
  static Settings read(Members members) {
    return new Settings(
        members.structure("loggingConfiguration").map(LoggingMembers::read).orElse(null),
        members
            .structure("tracingConfiguration")
            .map(tracing -> tracing.flag("enabled", false))
            .orElse(null),
        VersionMembers.read(members),
        EncryptionMembers.read(members));
  }

  /** Fails with the service's errors for what cannot be accepted. */
  void check() {
    version.check();
    encryption.check();
    if (logging != null) {
      logging.check();
    }
  }

  /** {@code loggingConfiguration} as it was sent. */
  record LoggingMembers(
      LoggingConfiguration.Level level, boolean includeExecutionData, List<String> destinations) {
    LoggingMembers {
      destinations = List.copyOf(destinations);
    }

    static LoggingMembers read(Members logging) {
      return new LoggingMembers(
          logging
              .choice("level", LoggingConfiguration.Level.class)
              .orElse(LoggingConfiguration.Level.OFF),
          logging.flag("includeExecutionData", false),
          logging.structures("destinations").stream().map(LoggingMembers::destination).toList());
    }

    private static String destination(Members destination) {
      return destination
          .structure("cloudWatchLogsLogGroup")
          .map(group -> group.optional("logGroupArn", Text.ARN))
          .orElse("");
    }

    void check() {
      boolean off = level == LoggingConfiguration.Level.OFF;
      if (destinations.size() > 1 || (!off && destinations.isEmpty())) {
        throw ApiErrors.invalidLoggingConfiguration("Must specify exactly one Log Destination.");
      }
      for (String destination : destinations) {
        if (!destination.startsWith("arn:") || !destination.endsWith(":*")) {
          throw ApiErrors.invalidLoggingConfiguration("Log Destination not found.");
        }
      }
    }

    LoggingConfiguration toConfiguration() {
      return new LoggingConfiguration(
          level, includeExecutionData, destinations.isEmpty() ? null : destinations.getFirst());
    }
  }

  /** Whether a version is to be published of the result. */
  record VersionMembers(boolean publish, @Nullable String description) {
    static VersionMembers read(Members members) {
      return new VersionMembers(
          members.flag("publish", false),
          members.optional("versionDescription", Text.VERSION_DESCRIPTION));
    }

    void check() {
      if (description != null && !publish) {
        throw ApiErrors.validation("Version description can only be set when publish is true");
      }
    }

    @Nullable Publication publication() {
      return publish ? new Publication(description) : null;
    }
  }
}
