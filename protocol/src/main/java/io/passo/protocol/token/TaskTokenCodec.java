package io.passo.protocol.token;

import io.passo.protocol.ExecutionKey;
import io.passo.protocol.mac.MacKey;
import io.passo.protocol.mac.Macs;
import io.passo.protocol.token.InvalidTaskTokenException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Makes and reads task tokens: base64url of {@code v1|key|p|exec hash|eventId|tenant|queue|} and a
 * MAC over that (correctness.md §11). At most 200 characters.
 */
public final class TaskTokenCodec {
  /** Characters of the longest token. */
  public static final int LONGEST = 200;

  // Names the signing key, so that a second one can be introduced while tokens of the first are
  // still out.
  private static final String KEY_ID = "0";
  private static final byte[] PURPOSE = "passo-task-token-1|".getBytes(StandardCharsets.UTF_8);
  private static final Pattern BODY =
      Pattern.compile(
          "v1\\|0\\|(\\d{1,6})\\|([A-Za-z0-9_-]{1,43})\\|(\\d{1,18})\\|([^|]{1,64})\\|([^|]{0,64})\\|");

  private final MacKey cluster;

  /**
   * Makes and reads the tokens of one cluster.
   *
   * @param cluster key of the cluster ({@code PASSO_SECRET}), known to coordinators only
   */
  public TaskTokenCodec(MacKey cluster) {
    this.cluster = cluster;
  }

  /**
   * Makes a token.
   *
   * @return the token's text
   * @throws IllegalArgumentException if a field does not fit into a token
   */
  public String encode(TaskToken token) {
    String body =
        String.join(
            "|",
            "v1",
            KEY_ID,
            Integer.toString(token.partition()),
            token.key().value(),
            Long.toString(token.attempt()),
            token.tenant(),
            token.queue(),
            "");
    if (!BODY.matcher(body).matches()) {
      throw new IllegalArgumentException(
          "Expected fields that fit into a task token but found " + token);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    byte[] signed = Arrays.copyOf(bytes, bytes.length + Macs.BYTES);
    System.arraycopy(mac(bytes), 0, signed, bytes.length, Macs.BYTES);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "Expected a task token of at most 200 characters but found " + text.length());
    }
    return text;
  }

  /**
   * Reads a token and checks its MAC.
   *
   * @param text what a caller sent, anything
   * @throws InvalidTaskTokenException if this cluster did not make it
   */
  public TaskToken decode(String text) throws InvalidTaskTokenException {
    byte[] signed = base64(text);
    int length = signed.length - Macs.BYTES;
    if (length <= 0) {
      throw malformed("it is too short");
    }
    byte[] body = Arrays.copyOf(signed, length);
    byte[] mac = Arrays.copyOfRange(signed, length, signed.length);
    var fields = BODY.matcher(utf8(body));
    if (!fields.matches()) {
      throw malformed("its fields are not those of a token");
    }
    if (!Macs.matches(mac, cluster, PURPOSE, body)) {
      throw new InvalidTaskTokenException(
          Reason.BAD_MAC, "Expected a task token signed by this cluster");
    }
    return new TaskToken(
        Integer.parseInt(fields.group(1)),
        new ExecutionKey(fields.group(2)),
        Long.parseLong(fields.group(3)),
        fields.group(4),
        fields.group(5));
  }

  private byte[] mac(byte[] body) {
    return Macs.sign(cluster, PURPOSE, body);
  }

  private static byte[] base64(String text) throws InvalidTaskTokenException {
    if (text.length() > LONGEST) {
      throw malformed("it is longer than " + LONGEST + " characters");
    }
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw malformed("it is no base64url");
    }
  }

  private static String utf8(byte[] bytes) throws InvalidTaskTokenException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("it is no UTF-8");
    }
  }

  private static InvalidTaskTokenException malformed(String found) {
    return new InvalidTaskTokenException(Reason.MALFORMED, "Expected a task token but " + found);
  }
}
