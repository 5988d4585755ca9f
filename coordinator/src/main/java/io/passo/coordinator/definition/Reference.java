package io.passo.coordinator.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an ARN names of a state machine: itself, a version of it, or an alias. */
public sealed interface Reference {
  RegisteredStateMachine machine();

  /** The state machine as it is now. */
  record Latest(RegisteredStateMachine machine) implements Reference {}

  /** A version. */
  record Published(RegisteredStateMachine machine, Version version) implements Reference {}

  /**
   * An alias.
   *
   * @param versions those that it routes to
   */
  record Routed(RegisteredStateMachine machine, Alias alias, List<Version> versions)
      implements Reference {
    public Routed {
      versions = List.copyOf(versions);
    }

    /** One of the versions by its number. */
    public Version version(int number) {
      return versions.stream()
          .filter(each -> each.number() == number)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Expected a version of the alias but was " + number));
    }
  }

  /**
   * What one execution runs.
   *
   * @param percent 0 to 99, drawn at random: which way an alias takes
   */
  default Choice choose(int percent) {
    return switch (this) {
      case Latest latest -> new Choice(latest.machine().revision(), null, null);
      case Published published ->
          new Choice(published.version().revision(), published.version().arn(), null);
      case Routed routed -> {
        Version version = routed.version(routed.alias().route(percent));
        yield new Choice(version.revision(), version.arn(), routed.alias().arn());
      }
    };
  }

  /** A revision, with the version and the alias that led to it. */
  record Choice(Revision revision, @Nullable String versionArn, @Nullable String aliasArn) {}
}
