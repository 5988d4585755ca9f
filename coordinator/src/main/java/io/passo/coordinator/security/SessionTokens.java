package io.passo.coordinator.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.passo.coordinator.security.directory.Identity;
import io.passo.coordinator.security.directory.SecretBox;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Temporary credentials of roles. Nothing of them is stored: the session token carries everything,
 * encrypted, so every coordinator knows it at once and after any restart.
 */
public final class SessionTokens {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretBox box;
  private final Names names;

  public SessionTokens(SecretBox box, Names names) {
    this.box = box;
    this.names = names;
  }

  /**
   * A session of a role.
   *
   * @param accessKeyId {@code ASIA…}
   * @param secret secret access key
   * @param token session token that goes with them
   */
  public record Credentials(String accessKeyId, String secret, String token, Instant expiration) {
    /** Never shows the secret. */
    @Override
    public String toString() {
      return "Credentials[" + accessKeyId + "]";
    }
  }

  /**
   * What a session token says.
   *
   * @param roleId unique id of the role: a role made again under its name is another one
   * @param policy session policy that limits it, if any
   */
  record Session(
      String account,
      String roleName,
      String roleId,
      String name,
      String secret,
      Instant expiration,
      @Nullable String policy) {}

  /** New credentials. */
  public Credentials issue(
      Identity role, String sessionName, Instant expiration, @Nullable String policy) {
    String id = names.uniqueId("ASIA");
    String secret = names.secret();
    ObjectNode session =
        JSON.createObjectNode()
            .put("a", role.account())
            .put("r", role.name())
            .put("i", role.id())
            .put("n", sessionName)
            .put("s", secret)
            .put("e", expiration.toEpochMilli())
            .put("p", policy);
    return new Credentials(id, secret, box.close(session.toString(), id), expiration);
  }

  /** What a token says; empty if we did not make it for this access key. */
  Optional<Session> read(String accessKeyId, String token) {
    try {
      JsonNode session = JSON.readTree(box.open(token, accessKeyId));
      return Optional.of(
          new Session(
              session.path("a").asText(),
              session.path("r").asText(),
              session.path("i").asText(),
              session.path("n").asText(),
              session.path("s").asText(),
              Instant.ofEpochMilli(session.path("e").asLong()),
              session.path("p").textValue()));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
