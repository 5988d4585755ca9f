package io.passo.coordinator.security;

import io.passo.coordinator.security.directory.AccessKey;
import io.passo.coordinator.security.directory.Directory;
import io.passo.coordinator.security.directory.DirectoryStore;
import io.passo.coordinator.security.directory.Identity.Kind;
import io.passo.coordinator.security.signature.Authorization;
import io.passo.coordinator.security.signature.RefusedException;
import io.passo.coordinator.security.signature.RefusedException.Reason;
import io.passo.coordinator.security.signature.SignatureCheck;
import io.passo.coordinator.security.signature.SignedRequest;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.WorkerCredentials;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out who signed a request, and whether it was really they. */
public final class Authenticator {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final String INVALID_TOKEN =
      "The security token included in the request is invalid.";

  private final SignatureCheck check = new SignatureCheck(Set.of("states", "iam", "sts", "lambda"));
  private final DirectoryStore directory;
  private final SessionTokens sessions;
  private final MacKey workers;
  private final InstantSource clock;

  public Authenticator(
      DirectoryStore directory, SessionTokens sessions, MacKey workers, InstantSource clock) {
    this.directory = directory;
    this.sessions = sessions;
    this.workers = workers;
    this.clock = clock;
  }

  private record Credential(String secret, Principal principal) {}

  /**
   * Who signed the request: at once if this process knows the key, else after a look at what other
   * coordinators have written.
   *
   * @return the caller, or a failure with {@link RefusedException}
   */
  public Uni<CallerIdentity> authenticate(SignedRequest request) {
    Authorization authorization;
    Optional<Credential> known;
    try {
      authorization = Authorization.parse(request.headers().first("authorization"));
      check.checkForm(authorization, request, clock.instant());
      known = find(authorization, request, directory.current());
      if (known.isPresent()) {
        return Uni.createFrom().item(verified(authorization, request, known.get()));
      }
    } catch (RefusedException e) {
      return Uni.createFrom().failure(e);
    }
    return directory
        .fresh()
        .map(
            newest ->
                verified(
                    authorization,
                    request,
                    find(authorization, request, newest)
                        .orElseThrow(
                            () -> new RefusedException(Reason.UNKNOWN_KEY, INVALID_TOKEN))));
  }

  private CallerIdentity verified(
      Authorization authorization, SignedRequest request, Credential credential) {
    check.checkSignature(authorization, request, credential.secret());
    Principal principal = credential.principal();
    return new CallerIdentity(principal.account(), authorization.scope().region(), principal);
  }

  private Optional<Credential> find(
      Authorization authorization, SignedRequest request, Directory from) {
    String id = authorization.accessKeyId();
    String token = request.headers().first("x-amz-security-token");
    if (!token.isEmpty()) {
      return session(id, token, from);
    }
    if (ACCOUNT.matcher(id).matches()) {
      return Optional.of(
          new Credential(WorkerCredentials.secret(workers, id), Principal.worker(id)));
    }
    return from.key(id).filter(AccessKey::active).flatMap(key -> user(key, from));
  }

  private static Optional<Credential> user(AccessKey key, Directory from) {
    return from.identity(Kind.USER, key.account(), key.userName())
        .map(user -> new Credential(key.secret(), Principal.user(user)));
  }

  private Optional<Credential> session(String id, String token, Directory from) {
    Instant now = clock.instant();
    return sessions
        .read(id, token)
        .flatMap(
            session -> {
              if (!session.expiration().isAfter(now)) {
                throw new RefusedException(
                    Reason.EXPIRED_SESSION,
                    "The security token included in the request is expired");
              }
              return from.identity(Kind.ROLE, session.account(), session.roleName())
                  .filter(role -> role.id().equals(session.roleId()))
                  .map(
                      role ->
                          new Credential(
                              session.secret(),
                              Principal.session(role, session.name(), session.policy())));
            });
  }
}
