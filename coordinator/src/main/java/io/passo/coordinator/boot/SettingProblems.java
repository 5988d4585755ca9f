package io.passo.coordinator.boot;

import io.passo.coordinator.config.InvalidSettingException;
import io.passo.coordinator.config.PassoConfig.Profile;
import io.passo.coordinator.config.SettingProblem;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Says what is wrong with the settings of a server, one line each, and whether that is refused. */
final class SettingProblems {
  private static final Logger LOG = Logger.getLogger(SettingProblems.class);

  private SettingProblems() {}

  /**
   * Logs them.
   *
   * @throws InvalidSettingException if one is refused in this profile
   */
  static void settle(Profile profile, List<SettingProblem> problems) {
    List<SettingProblem> refused =
        problems.stream().filter(problem -> problem.isRefused(profile)).toList();
    problems.stream()
        .filter(problem -> !refused.contains(problem))
        .forEach(problem -> LOG.warnf("Setting of a server: %s", problem.line()));
    if (refused.size() > 1) {
      refused.forEach(problem -> LOG.errorf("Setting of a server refused: %s", problem.line()));
      throw new InvalidSettingException(
          refused.stream()
              .map(problem -> problem.setting() + " of " + problem.where())
              .collect(
                  Collectors.joining(
                      ", ", "Expected servers to be set as the lines before say but found ", "")));
    }
    refused.forEach(
        problem -> {
          throw new InvalidSettingException(problem.line());
        });
  }
}
