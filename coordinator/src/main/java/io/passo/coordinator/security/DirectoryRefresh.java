package io.passo.coordinator.security;

import io.passo.coordinator.config.PassoConfig;
import io.passo.coordinator.config.PassoConfig.Authentication;
import io.passo.coordinator.schedule.Recurrence;
import io.passo.coordinator.security.directory.AccessKey;
import io.passo.coordinator.security.directory.DirectoryStore;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps what this coordinator knows of users, roles and policies up to date: twice a second it asks
 * for what others have changed. While PostgreSQL is away everything stays as it was.
 */
@Singleton
public final class DirectoryRefresh {
  private static final Logger LOG = Logger.getLogger(DirectoryRefresh.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PassoConfig config;
  private final DirectoryStore directory;
  private final FirstKey firstKey;
  private final InstantSource clock;
  private final Recurrence recurrence =
      new Recurrence(
          INTERVAL,
          this::refresh,
          failure ->
              LOG.warnf("Users, roles and policies cannot be read: reason=%s", failure.toString()),
          () -> LOG.info("Users, roles and policies are read again"));

  DirectoryRefresh(PassoConfig config, DirectoryStore directory, Names names, InstantSource clock) {
    this.config = config;
    this.directory = directory;
    this.firstKey = new FirstKey(directory, names);
    this.clock = clock;
  }

  /**
   * Reads the directory, makes the first key if there is none, and begins to keep up. Blocks until
   * it is read; does nothing if nobody is asked for credentials.
   */
  public void start() {
    if (!Authentication.isOn(config) || recurrence.isStarted()) {
      return;
    }
    directory.fresh().await().atMost(PATIENCE);
    makeFirstKey().await().atMost(PATIENCE);
    recurrence.start();
  }

  void stop(@Observes ShutdownEvent event) {
    recurrence.stop();
  }

  private Uni<Void> makeFirstKey() {
    Instant now = Instant.ofEpochMilli(clock.millis());
    Optional<String> id = config.adminAccessKeyId().filter(text -> !text.isEmpty());
    if (id.isPresent()) {
      return firstKey.set(
          config.account(), id.get(), config.adminSecretAccessKey().orElseThrow(), now);
    }
    return firstKey
        .make(config.account(), now)
        .invoke(made -> made.ifPresent(this::show))
        .replaceWithVoid();
  }

  // Said once and nowhere kept in plain text: whoever installs this needs it to sign in.
  private void show(AccessKey key) {
    LOG.warnf(
        "First access key, shown only now: account=%s user=%s accessKeyId=%s secretAccessKey=%s",
        key.account(), key.userName(), key.id(), key.secret());
  }

  private Uni<Void> refresh() {
    return directory.fresh().ifNoItem().after(PATIENCE).fail().replaceWithVoid();
  }
}
