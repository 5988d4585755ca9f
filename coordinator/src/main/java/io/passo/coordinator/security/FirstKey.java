package io.passo.coordinator.security;

import io.passo.coordinator.security.directory.AccessKey;
import io.passo.coordinator.security.directory.Change;
import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.DirectoryStore;
import io.passo.coordinator.security.directory.DirectoryStore.Changed;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.Identity.Kind;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The key that an installation begins with: of the user {@code admin} of the default account, who
 * may do everything.
 */
public final class FirstKey {
  private static final String ADMIN = "admin";
  private static final String EVERYTHING = "arn:aws:iam::aws:policy/AdministratorAccess";

  private final DirectoryStore directory;
  private final Names names;

  public FirstKey(DirectoryStore directory, Names names) {
    this.directory = directory;
    this.names = names;
  }

  /**
   * Makes a key if there is none at all, once in the cluster.
   *
   * @return the key if it was made now
   */
  public Uni<Optional<AccessKey>> make(String account, Instant now) {
    return directory.change(
        known -> {
          if (known.hasKeys()) {
            return new Changed<>(List.of(), Optional.empty());
          }
          AccessKey key =
              new AccessKey(names.uniqueId("AKIA"), account, ADMIN, names.secret(), true, now);
          return new Changed<>(
              List.of(Change.put(admin(known, account, now)), Change.put(key)), Optional.of(key));
        });
  }

  /** Makes sure that a key which the settings name is there, active and has this secret. */
  public Uni<Void> set(String account, String id, String secret, Instant now) {
    Uni<Boolean> written =
        directory.change(
            known -> {
              AccessKey key = new AccessKey(id, account, ADMIN, secret, true, now);
              boolean same =
                  known
                      .key(id)
                      .filter(found -> found.secret().equals(secret) && found.active())
                      .isPresent();
              List<Change> changes =
                  same
                      ? List.of()
                      : List.of(Change.put(admin(known, account, now)), Change.put(key));
              return new Changed<>(changes, !same);
            });
    return written.replaceWithVoid();
  }

  private Identity admin(Directory known, String account, Instant now) {
    return known
        .identity(Kind.USER, account, ADMIN)
        .orElseGet(() -> Identity.of(Kind.USER, account, "/", ADMIN, names.uniqueId("AIDA"), now))
        .withAttached(EVERYTHING, true);
  }
}
