package io.passo.coordinator.definition;

import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers of versions as they stand in ARNs. */
public final class VersionNumbers {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private VersionNumbers() {}

  /** The number; empty for what cannot be one, and so may be the name of an alias. */
  public static Optional<Integer> parse(String qualifier) {
    return NUMBER.matcher(qualifier).matches()
        ? Optional.of(Integer.valueOf(qualifier))
        : Optional.empty();
  }
}
