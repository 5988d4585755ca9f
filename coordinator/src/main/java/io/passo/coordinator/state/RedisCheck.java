package io.passo.coordinator.state;

import io.passo.coordinator.config.SettingProblem;
import io.passo.coordinator.config.SettingProblem.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares Redis with what the engine needs of it (correctness.md §8), by its INFO answer. */
public final class RedisCheck {
  private static final String REDIS = "Redis";
  private static final String UNKNOWN = "nothing";

  private RedisCheck() {}

  /**
   * What is wrong with it.
   *
   * @param info answer to INFO: sections of {@code name:value} lines
   */
  public static List<SettingProblem> problems(String info) {
    Map<String, String> facts = facts(info);
    List<SettingProblem> problems = new ArrayList<>();
    String eviction = facts.getOrDefault("maxmemory_policy", UNKNOWN);
    if (!eviction.equals("noeviction")) {
      problems.add(
          new SettingProblem(
              "maxmemory-policy",
              REDIS,
              "noeviction",
              eviction,
              "evicted keys would be lost state",
              // A managed Redis may not tell.
              eviction.equals(UNKNOWN) ? Weight.ADVICE : Weight.NOBODY));
    }
    String version = facts.getOrDefault("redis_version", UNKNOWN);
    if (!isAtLeast(version, 6, 2)) {
      problems.add(
          new SettingProblem(
              "redis_version",
              REDIS,
              "6.2 or newer",
              version,
              "older ones lack commands that the engine sends",
              Weight.DEV_ONLY));
    }
    String role = facts.getOrDefault("role", UNKNOWN);
    if (!role.equals("master")) {
      problems.add(
          new SettingProblem(
              "role",
              REDIS,
              "master",
              role,
              "a replica cannot be written, and shows what is no longer so",
              Weight.DEV_ONLY));
    }
    if (facts.getOrDefault("aof_enabled", UNKNOWN).equals("0")) {
      problems.add(
          new SettingProblem(
              "appendonly",
              REDIS,
              "yes",
              "no",
              "after a restart its state has to be rebuilt from PostgreSQL and the journal",
              Weight.ADVICE));
    }
    return List.copyOf(problems);
  }

  static Map<String, String> facts(String info) {
    Map<String, String> facts = new HashMap<>();
    info.lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              if (colon > 0) {
                facts.put(line.substring(0, colon), line.substring(colon + 1).strip());
              }
            });
    return facts;
  }

  private static boolean isAtLeast(String version, int major, int minor) {
    if (!version.matches("\\d{1,4}\\.\\d{1,4}.*")) {
      return false;
    }
    String[] parts = version.split("\\.", 3);
    int foundMajor = Integer.parseInt(parts[0]);
    int foundMinor = Integer.parseInt(parts[1].replaceAll("\\D.*", ""));
    return foundMajor > major || (foundMajor == major && foundMinor >= minor);
  }
}
