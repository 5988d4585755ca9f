package io.passo.coordinator.api;

import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.Macs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that continue a list: opaque, valid for 24 hours, and only with the action and arguments
 * they were given for.
 *
 * <p>A token is base64url of {@code issued at (8 bytes) | MAC (16 bytes) | cursor}.
 */
public final class PageTokens {
  private static final Duration VALIDITY = Duration.ofHours(24);
  private static final byte[] PURPOSE = "passo-page-token-1|".getBytes(StandardCharsets.UTF_8);
  private static final int HEAD = Long.BYTES + Macs.BYTES;

  private final MacKey key;
  private final InstantSource clock;

  public PageTokens(MacKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * @param list action and arguments, all that must stay the same
   * @param cursor where the page ended
   */
  public String make(String list, String cursor) {
    long issuedAt = clock.millis();
    byte[] bytes = cursor.getBytes(StandardCharsets.UTF_8);
    ByteBuffer token = ByteBuffer.allocate(HEAD + bytes.length);
    token.putLong(issuedAt).put(mac(list, issuedAt, bytes)).put(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /**
   * The cursor of a token; null without a token. Fails with {@code InvalidToken} if the token is
   * not ours, too old or for another list.
   */
  public @Nullable String read(String list, @Nullable String token) {
    if (token == null) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(decode(token));
    if (bytes.remaining() < HEAD) {
      throw ApiErrors.invalidToken();
    }
    long issuedAt = bytes.getLong();
    byte[] mac = new byte[Macs.BYTES];
    bytes.get(mac);
    byte[] cursor = new byte[bytes.remaining()];
    bytes.get(cursor);
    if (!Macs.matches(mac, key, signed(list, issuedAt), cursor) || isExpired(issuedAt)) {
      throw ApiErrors.invalidToken();
    }
    return new String(cursor, StandardCharsets.UTF_8);
  }

  private boolean isExpired(long issuedAt) {
    return Instant.ofEpochMilli(issuedAt).plus(VALIDITY).isBefore(clock.instant());
  }

  private byte[] mac(String list, long issuedAt, byte[] cursor) {
    return Macs.sign(key, signed(list, issuedAt), cursor);
  }

  private static byte[] signed(String list, long issuedAt) {
    byte[] text = list.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(PURPOSE.length + Integer.BYTES + text.length + Long.BYTES)
        .put(PURPOSE)
        .putInt(text.length)
        .put(text)
        .putLong(issuedAt)
        .array();
  }

  private static byte[] decode(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw ApiErrors.invalidToken();
    }
  }
}
