package io.passo.protocol.mac;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Shows a coordinator that a request over HTTP comes from one of its workers: a time and a MAC over
 * it and the target, under the secret that workers share with coordinators.
 *
 * <pre>Authorization: Passo 1764187200 6f1e…</pre>
 */
public final class WorkerToken {
  private static final byte[] PURPOSE =
      "passo requests of workers\n".getBytes(StandardCharsets.UTF_8);
  private static final String SCHEME = "Passo ";
  private static final long SKEW_SECONDS = 300;

  private WorkerToken() {}

  /**
   * Value of the header {@code Authorization}.
   *
   * @param worker key that commands are signed with
   * @param target path and query of the request
   * @param epochSecond time of the request
   */
  public static String of(MacKey worker, String target, long epochSecond) {
    return SCHEME
        + epochSecond
        + " "
        + HexFormat.of().formatHex(Macs.sign(worker, PURPOSE, text(target, epochSecond)));
  }

  /** Whether a header was made for this target by one who has the key, five minutes ago at most. */
  public static boolean isValid(String header, MacKey worker, String target, long epochSecond) {
    String[] parts = header.split(" ", -1);
    if (parts.length != 3 || !header.startsWith(SCHEME)) {
      return false;
    }
    try {
      long made = Long.parseLong(parts[1]);
      byte[] mac = HexFormat.of().parseHex(parts[2]);
      return Math.abs(epochSecond - made) <= SKEW_SECONDS
          && Macs.matches(mac, worker, PURPOSE, text(target, made));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] text(String target, long epochSecond) {
    return (epochSecond + "\n" + target).getBytes(StandardCharsets.UTF_8);
  }
}
