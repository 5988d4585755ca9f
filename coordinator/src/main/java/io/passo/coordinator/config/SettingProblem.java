package io.passo.coordinator.config;

import io.passo.coordinator.config.PassoConfig.Profile;

/**
 * A setting of a server with which the engine should not run (correctness.md §15).
 *
 * @param setting its name, as the server calls it
 * @param where server or topic that has it
 * @param expected what it should be
 * @param found what it is
 * @param why what goes wrong otherwise
 */
public record SettingProblem(
    String setting, String where, String expected, String found, String why, Weight weight) {

  /** Who may run with it. */
  public enum Weight {
    /** Everybody: it costs time, not state. */
    ADVICE,
    /** The dev profile. */
    DEV_ONLY,
    /** Nobody. */
    NOBODY
  }

  /** Whether a coordinator of this profile must not run with it. */
  public boolean isRefused(Profile profile) {
    return switch (weight) {
      case ADVICE -> false;
      case DEV_ONLY -> profile != Profile.DEV;
      case NOBODY -> true;
    };
  }

  /** One line that says everything. */
  public String line() {
    return "Expected %s of %s to be %s but found %s: %s"
        .formatted(setting, where, expected, found, why);
  }
}
