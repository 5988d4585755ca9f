package io.passo.coordinator.config;

import io.passo.coordinator.config.PassoConfig.Authentication;
import io.passo.coordinator.config.PassoConfig.Profile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Pattern;

/** Refuses settings that would be unsafe, before anything starts. */
public final class SettingsCheck {
  private static final int STRICT_PAYLOAD = 262_144;
  private static final int MOST_PAYLOAD = 50 << 20;
  private static final long STRICT_HISTORY = 25_000;
  private static final int MOST_PARTITIONS = 1024;
  private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);
  private static final int SHORTEST_SECRET = 16;
  private static final Pattern KEY_ID = Pattern.compile("\\w{16,128}");
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

  private SettingsCheck() {}

  /**
   * @throws InvalidSettingException naming the first setting that is refused, and why
   */
  public static void check(PassoConfig config) {
    checkPartitions(config.partitions());
    checkLimits(config.payloadLimit(), config.historyLimit());
    checkRetention(config.retention());
    checkAccount(config.account());
    checkSecret("PASSO_SECRET", config.secret().orElse(""), config.profile());
    checkSecret("PASSO_WORKER_SECRET", config.workerSecret().orElse(""), config.profile());
    checkAdmin(config);
    if (!Authentication.isOn(config) && !config.allowUnauthenticated()) {
      checkLoopback(config.httpHost());
    }
  }

  private static void checkAdmin(PassoConfig config) {
    String id = config.adminAccessKeyId().orElse("");
    String secret = config.adminSecretAccessKey().orElse("");
    if (id.isEmpty() != secret.isEmpty()) {
      throw new InvalidSettingException(
          "Expected PASSO_ADMIN_ACCESS_KEY_ID and PASSO_ADMIN_SECRET_ACCESS_KEY together but found only one");
    }
    if (!id.isEmpty() && (!KEY_ID.matcher(id).matches() || ACCOUNT.matcher(id).matches())) {
      throw new InvalidSettingException(
          "Expected PASSO_ADMIN_ACCESS_KEY_ID to have 16 to 128 letters, digits and '_', not only digits");
    }
    if (!id.isEmpty()) {
      checkSecret("PASSO_ADMIN_SECRET_ACCESS_KEY", secret, Profile.STRICT);
    }
  }

  private static void checkPartitions(int partitions) {
    if (partitions < 1 || partitions > MOST_PARTITIONS) {
      throw new InvalidSettingException(
          "Expected PASSO_PARTITIONS between 1 and "
              + MOST_PARTITIONS
              + " but found "
              + partitions);
    }
  }

  private static void checkLimits(int payload, long history) {
    if (payload < STRICT_PAYLOAD || payload > MOST_PAYLOAD) {
      throw new InvalidSettingException(
          "Expected PASSO_PAYLOAD_LIMIT between %d and %d but found %d"
              .formatted(STRICT_PAYLOAD, MOST_PAYLOAD, payload));
    }
    if (history < STRICT_HISTORY) {
      throw new InvalidSettingException(
          "Expected PASSO_HISTORY_LIMIT of at least %d but found %d"
              .formatted(STRICT_HISTORY, history));
    }
  }

  // Redis remembers the names of closed executions for hours; a name must not be free before that.
  private static void checkRetention(PassoConfig.Retention retention) {
    if (retention.period().compareTo(SHORTEST_RETENTION) < 0) {
      throw new InvalidSettingException(
          "Expected PASSO_RETENTION_PERIOD of at least P1D but found " + retention.period());
    }
    if (retention.interval().toMillis() < 1) {
      throw new InvalidSettingException(
          "Expected PASSO_RETENTION_INTERVAL of at least PT0.001S but found "
              + retention.interval());
    }
  }

  private static void checkAccount(String account) {
    if (!ACCOUNT.matcher(account).matches()) {
      throw new InvalidSettingException(
          "Expected PASSO_ACCOUNT to have 12 digits but found '" + account + "'");
    }
  }

  private static void checkSecret(String name, String secret, Profile profile) {
    if (secret.isEmpty() && profile == Profile.DEV) {
      return;
    }
    if (secret.length() < SHORTEST_SECRET) {
      throw new InvalidSettingException(
          "Expected %s to have at least %d characters but found %d (only PASSO_PROFILE=dev does without)"
              .formatted(name, SHORTEST_SECRET, secret.length()));
    }
  }

  private static void checkLoopback(String host) {
    if (!isLoopback(host)) {
      throw new InvalidSettingException(
          ("Expected PASSO_HTTP_HOST to be a loopback address but found '%s': no credentials are configured, so anybody who"
                  + " reaches that address could start and stop executions. Set PASSO_AUTHENTICATION=on, or put something that"
                  + " authenticates callers before it and set PASSO_ALLOW_UNAUTHENTICATED=true, or bind to 127.0.0.1")
              .formatted(host));
    }
  }

  private static boolean isLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      throw new InvalidSettingException(
          "Expected PASSO_HTTP_HOST to be an address of this host but found '" + host + "'");
    }
  }
}
