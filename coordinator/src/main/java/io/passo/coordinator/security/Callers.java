package io.passo.coordinator.security;

import io.passo.coordinator.security.signature.SignedRequest;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Tells whose requests they are: those who signed them, or whoever they say they are. */
public final class Callers {
  private final CallerIdentities unverified;
  private final Optional<Authenticator> authenticator;

  /**
   * @param authenticator verifies signatures; empty if everybody is believed
   */
  public Callers(CallerIdentities unverified, Optional<Authenticator> authenticator) {
    this.unverified = unverified;
    this.authenticator = authenticator;
  }

  /** Whether signatures are verified. */
  public boolean areVerified() {
    return authenticator.isPresent();
  }

  /**
   * Whoever the request says it is from; only for when nobody is verified.
   *
   * @param authorization value of the {@code Authorization} header, empty if it was not sent
   */
  public CallerIdentity believed(String authorization) {
    if (areVerified()) {
      throw new IllegalStateException("Expected callers to be verified");
    }
    return unverified.identify(authorization);
  }

  /** Who signed the request, or a failure with {@code RefusedException}. */
  public Uni<CallerIdentity> identify(SignedRequest request) {
    return authenticator
        .map(verifier -> verifier.authenticate(request))
        .orElseGet(() -> Uni.createFrom().item(believed(request.headers().first("authorization"))));
  }
}
