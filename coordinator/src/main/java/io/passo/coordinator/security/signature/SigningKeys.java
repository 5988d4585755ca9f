package io.passo.coordinator.security.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.passo.coordinator.security.signature.Authorization.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys derived from secrets: four HMACs for each day, region and service, so they are kept. An
 * access key never gets another secret, hence nothing has to be invalidated.
 */
public final class SigningKeys {
  private static final int MOST = 10_000;

  private final Cache<Name, SecretKeySpec> keys =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(Duration.ofHours(1)).build();

  private record Name(String accessKeyId, Scope scope) {}

  SecretKeySpec of(String accessKeyId, String secret, Scope scope) {
    return Objects.requireNonNull(
        keys.get(new Name(accessKeyId, scope), missing -> derive(secret, scope)));
  }

  private static SecretKeySpec derive(String secret, Scope scope) {
    byte[] seed = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    byte[] day = Digests.hmac(Digests.key(seed), scope.day());
    byte[] region = Digests.hmac(Digests.key(day), scope.region());
    byte[] service = Digests.hmac(Digests.key(region), scope.service());
    return Digests.key(Digests.hmac(Digests.key(service), "aws4_request"));
  }
}
