package io.passo.coordinator.security;

import io.passo.coordinator.security.directory.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param account 12-digit account it belongs to
 * @param name of the user or role; of no meaning for others
 * @param arn as answered by {@code GetCallerIdentity}
 * @param id unique id, for a session with its name
 * @param sessionPolicy policy that limits a session further, if any
 */
public record Principal(
    Kind kind, String account, String name, String arn, String id, @Nullable String sessionPolicy) {
  /** What policies apply. */
  public enum Kind {
    /** Nobody was asked who it is: everything is allowed. */
    ANYBODY,
    /** A user with a long-term access key. */
    USER,
    /** Somebody with temporary credentials of a role. */
    ROLE_SESSION,
    /** An adapter of this cluster that starts and follows nested executions. */
    WORKER
  }

  /** Whoever calls while nobody is asked for credentials. */
  public static Principal anybody(String account) {
    return new Principal(
        Kind.ANYBODY, account, "root", "arn:aws:iam::" + account + ":root", account, null);
  }

  /** A user of the directory. */
  public static Principal user(Identity user) {
    return new Principal(Kind.USER, user.account(), user.name(), user.arn(), user.id(), null);
  }

  /** A session of a role of the directory. */
  public static Principal session(
      Identity role, String sessionName, @Nullable String sessionPolicy) {
    return new Principal(
        Kind.ROLE_SESSION,
        role.account(),
        role.name(),
        sessionArn(role.account(), role.name(), sessionName),
        role.id() + ":" + sessionName,
        sessionPolicy);
  }

  /** An adapter of this cluster. */
  static Principal worker(String account) {
    return new Principal(
        Kind.WORKER,
        account,
        "passo-worker",
        sessionArn(account, "passo-worker", "nested-executions"),
        "passo-worker:nested-executions",
        null);
  }

  private static String sessionArn(String account, String role, String session) {
    return "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + session;
  }
}
