package io.passo.coordinator.security;

import io.passo.asl.interpreter.TaskPermissions;
import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.PassoConfig.Authentication;
import io.passo.coordinator.config.Secrets;
import io.passo.coordinator.security.access.AccessControl;
import io.passo.coordinator.security.access.ExecutionRoles;
import io.passo.coordinator.security.directory.DirectoryStore;
import io.passo.coordinator.security.directory.PgDirectory;
import io.passo.coordinator.security.directory.SecretBox;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** What tells callers apart. */
@Singleton
final class SecurityBeans {
  @Produces
  @Singleton
  Names names() {
    return new Names();
  }

  @Produces
  @Singleton
  DirectoryStore directory(Pool pool, PassoConfig config) {
    return new PgDirectory(pool, new SecretBox(Secrets.cluster(config), "access keys"));
  }

  @Produces
  @Singleton
  SessionTokens sessions(PassoConfig config, Names names) {
    return new SessionTokens(new SecretBox(Secrets.cluster(config), "session tokens"), names);
  }

  @Produces
  @Singleton
  AccessControl accessControl(DirectoryStore directory, InstantSource clock) {
    return new AccessControl(directory, clock);
  }

  /** What execution roles may do; everything if nobody is asked for credentials. */
  @Produces
  @Singleton
  TaskPermissions taskPermissions(
      PassoConfig config, AccessControl control, DirectoryStore directory) {
    return Authentication.isOn(config)
        ? new ExecutionRoles(control, new AwaitedDirectory(directory))
        : TaskPermissions.ALL;
  }

  @Produces
  @Singleton
  Callers callers(
      PassoConfig config,
      DirectoryStore directory,
      SessionTokens sessions,
      Secrets secrets,
      InstantSource clock) {
    Optional<Authenticator> authenticator =
        Authentication.isOn(config)
            ? Optional.of(new Authenticator(directory, sessions, secrets.worker(), clock))
            : Optional.empty();
    return new Callers(
        new CallerIdentities(new CallerIdentity(config.account(), config.region())), authenticator);
  }
}
